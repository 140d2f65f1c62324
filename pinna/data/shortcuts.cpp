#include "pinna/data/shortcuts.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "pinna/core/error.h"
#include "pinna/core/parallel.h"
#include "pinna/data/clip_signal.h"

namespace pinna::data {
namespace {

constexpr size_t num_parts = 10;

/// The numbers of one clip.
using Cues = std::vector<double>;

struct ClipCues {
  double seconds = 0;
  double occupied_hz = 0;  ///< 0 for silence
  bool is_readable = false;

  Cues of(Shortcut shortcut) const {
    switch (shortcut) {
      case Shortcut::length:
        return {seconds};
      case Shortcut::bandwidth:
        return {occupied_hz};
      case Shortcut::length_and_bandwidth:
        break;
    }
    return {seconds, occupied_hz};
  }
};

std::vector<ClipCues> measure(const ClipTable& table) {
  std::vector<ClipCues> cues(table.clips.size());
  core::parallel_for(table.num_clips(), 0, [&](int64_t i, int) {
    const ClipSignal signal = measure_signal(table.clip(i));
    cues[static_cast<size_t>(i)] = {
        .seconds = signal.active_seconds(),
        .occupied_hz = signal.bandwidth ? signal.bandwidth->occupied : 0,
        .is_readable = signal.failure.empty() && signal.is_finite};
  });
  return cues;
}

/// A number as the index of one of num_parts parts.
class Parts {
 public:
  explicit Parts(std::vector<double> values) {
    std::ranges::sort(values);
    for (size_t part = 1; part < num_parts && !values.empty(); ++part) {
      const size_t first = part * values.size() / num_parts;
      edges_.push_back(first > 0 ? std::midpoint(values[first - 1], values[first]) : values[0]);
    }
  }
  size_t part_of(double value) const {
    return static_cast<size_t>(std::ranges::upper_bound(edges_, value) - edges_.begin());
  }

 private:
  std::vector<double> edges_;  ///< where each part but the first begins
};

/// Naive Bayes on cues cut into parts.
class HistogramClassifier {
 public:
  HistogramClassifier(const std::vector<Cues>& cues, const std::vector<int64_t>& targets,
                      int64_t num_classes)
      : clips_(static_cast<size_t>(num_classes)) {
    for (const int64_t target : targets) ++clips_[static_cast<size_t>(target)];
    for (size_t cue = 0; cue < cues.front().size(); ++cue) {
      std::vector<double> values;
      for (const Cues& clip : cues) values.push_back(clip[cue]);
      parts_.emplace_back(std::move(values));
      counts_.emplace_back(clips_.size() * num_parts, 1);
      for (size_t i = 0; i < cues.size(); ++i)
        ++counts_.back()[static_cast<size_t>(targets[i]) * num_parts +
                         parts_.back().part_of(cues[i][cue])];
    }
  }

  int64_t most_frequent() const { return std::ranges::max_element(clips_) - clips_.begin(); }

  int64_t predict(const Cues& clip) const {
    std::vector<double> scores;
    for (size_t target = 0; target < clips_.size(); ++target) {
      double score = clips_[target] > 0 ? std::log(static_cast<double>(clips_[target])) : -HUGE_VAL;
      for (size_t cue = 0; cue < clip.size(); ++cue)
        score += std::log(static_cast<double>(
                     counts_[cue][target * num_parts + parts_[cue].part_of(clip[cue])])) -
                 std::log(static_cast<double>(clips_[target]) + num_parts);
      scores.push_back(score);
    }
    return std::ranges::max_element(scores) - scores.begin();
  }

 private:
  std::vector<int64_t> clips_;                ///< [classes]
  std::vector<Parts> parts_;                  ///< [cues]
  std::vector<std::vector<int64_t>> counts_;  ///< [cues][classes * parts], one more than there are
};

std::vector<int64_t> readable(const std::vector<int64_t>& clips,
                              const std::vector<ClipCues>& cues) {
  std::vector<int64_t> kept;
  for (const int64_t clip : clips)
    if (cues[static_cast<size_t>(clip)].is_readable) kept.push_back(clip);
  return kept;
}

HistogramClassifier train(const ClipTable& table, const std::vector<int64_t>& clips,
                          const std::vector<ClipCues>& all, Shortcut shortcut) {
  std::vector<Cues> cues;
  std::vector<int64_t> targets;
  for (const int64_t clip : clips) {
    cues.push_back(all[static_cast<size_t>(clip)].of(shortcut));
    targets.push_back(table.clip(clip).target);
  }
  if (cues.empty())
    throw core::BadData({.what = "clips to learn a shortcut from",
                         .got = "none that can be read",
                         .expected = "some",
                         .where = table.root.string()});
  return {cues, targets, table.num_classes()};
}

std::vector<int64_t> chosen_folds(const ClipTable& table, const std::vector<int64_t>& folds) {
  if (table.folds().empty())
    throw core::InvalidOptions({.what = "shortcuts of " + table.name,
                                .got = "a table without folds",
                                .expected = "folds to hold out in turn",
                                .where = table.root.string(),
                                .fix = "add a column fold"});
  return folds.empty() ? table.folds() : folds;
}

}  // namespace

int64_t ShortcutScore::clips() const {
  int64_t sum = 0;
  for (const ShortcutFold& fold : folds) sum += fold.clips;
  return sum;
}

int64_t ShortcutScore::correct() const {
  int64_t sum = 0;
  for (const ShortcutFold& fold : folds) sum += fold.correct;
  return sum;
}

double ShortcutScore::accuracy() const {
  return ShortcutFold{.clips = clips(), .correct = correct()}.accuracy();
}

ShortcutReport shortcut_baselines(const ClipTable& table, const std::vector<int64_t>& folds,
                                  const SplitOptions& options) {
  SplitOptions whole = options;
  whole.validation_fraction = 0;
  std::vector<Split> splits;
  for (const int64_t fold : chosen_folds(table, folds))
    splits.push_back(split_fold(table, fold, whole, 0));
  const std::vector<ClipCues> cues = measure(table);

  ShortcutReport report;
  for (const ClipCues& clip : cues) report.unreadable += !clip.is_readable;
  for (const auto& [shortcut, name] : core::EnumNames<Shortcut>::names)
    report.scores.push_back({.shortcut = shortcut});
  int64_t guessed = 0, tested = 0;
  for (const Split& split : splits) {
    const auto training = readable(split.train, cues), test = readable(split.test, cues);
    for (ShortcutScore& score : report.scores) {
      const auto classifier = train(table, training, cues, score.shortcut);
      ShortcutFold result{.fold = split.fold, .clips = std::ssize(test)};
      for (const int64_t clip : test)
        result.correct += classifier.predict(cues[static_cast<size_t>(clip)].of(score.shortcut)) ==
                          table.clip(clip).target;
      score.folds.push_back(result);
      if (score.shortcut != Shortcut::length) continue;
      tested += result.clips;
      for (const int64_t clip : test)
        guessed += classifier.most_frequent() == table.clip(clip).target;
    }
  }
  report.chance = tested > 0 ? static_cast<double>(guessed) / static_cast<double>(tested) : 0;
  return report;
}

}  // namespace pinna::data
