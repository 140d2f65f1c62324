#include "pinna/data/event_sources.h"

#include <algorithm>
#include <mutex>
#include <set>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/audio/level.h"
#include "pinna/audio/resample.h"
#include "pinna/core/error.h"
#include "pinna/core/parallel.h"
#include "pinna/core/random.h"
#include "pinna/data/clip_groups.h"
#include "pinna/data/read_clip.h"
#include "pinna/data/read_dataset.h"

namespace pinna::data {
namespace {

void require_labels(const ClipTable& table, const std::vector<std::string>& labels,
                    const std::string& what) {
  for (const std::string& label : labels)
    if (std::find(table.labels.begin(), table.labels.end(), label) == table.labels.end())
      core::throw_unknown_word(what, {}, label, table.labels);
}

void require_folds(const ClipTable& table) {
  if (table.folds().empty())
    throw core::InvalidOptions({.what = "soundscapes from a dataset without folds",
                                .expected = "folds, so that training and test share no source",
                                .where = table.root.string()});
  if (table.fold_origin == FoldOrigin::official) return;
  if (const auto crossing = groups_across_folds(table); !crossing.empty())
    throw core::CheckFailed({.what = "source recordings lie in more than one fold",
                             .got = list_groups(table, crossing),
                             .expected = "every source in one fold",
                             .where = table.root.string()});
}

/// Every clip's group lies in one fold, but official folds may separate groups; those of the
/// dataset stay as published.
std::vector<int64_t> clips_of(const ClipTable& table, int64_t fold, const std::string& label) {
  std::vector<int64_t> clips;
  for (const int64_t clip : all_clips(table))
    if (table.clip(clip).fold == fold && table.clip(clip).label == label) clips.push_back(clip);
  return clips;
}

audio::Waveform mono_at(const Clip& clip, int64_t sample_rate) {
  const audio::Waveform waveform = read_clip(clip);
  audio::require_finite(waveform, clip.path.string());
  return audio::resample(audio::to_mono(waveform), sample_rate);
}

}  // namespace

EventSources::EventSources(const SoundscapeOptions& options, int threads,
                           const ProgressCallback& progress)
    : min_seconds_(options.event.min_seconds) {
  check_soundscape_options(options);
  if (std::holds_alternative<SoundscapeFolderOptions>(options.data))
    throw core::InvalidOptions({.what = "data of soundscapes",
                                .got = "soundscapes",
                                .expected = "clips with one sound each: esc50, csv, audio_folder"});
  table_ = read_dataset(options.data);
  require_folds(table_);
  require_labels(table_, options.labels, "labels");
  require_labels(table_, options.background.labels, "background.labels");
  require_labels(table_, options.distractors.labels, "distractors.labels");
  std::set<std::string> other(options.background.labels.begin(), options.background.labels.end());
  other.insert(options.distractors.labels.begin(), options.distractors.labels.end());
  for (const std::string& label : table_.labels) {
    const bool is_named =
        std::find(options.labels.begin(), options.labels.end(), label) != options.labels.end();
    if (options.labels.empty() ? !other.contains(label) : is_named) labels_.push_back(label);
  }
  for (const std::string& label : labels_)
    if (other.contains(label))
      throw core::InvalidOptions({.what = "a class that is detected and also in the background",
                                  .got = label,
                                  .expected = "either, or labels of one recording contradict it"});
  if (labels_.size() < 2)
    throw core::InvalidOptions({.what = "classes to detect",
                                .got = fmt::to_string(labels_.size()),
                                .expected = "at least two"});

  const auto count = static_cast<size_t>(table_.num_clips());
  waveforms_.resize(count);
  spans_.resize(count);
  is_validation_.resize(count);
  std::mutex mutex;
  int64_t done = 0;
  core::parallel_for(table_.num_clips(), threads, [&](int64_t index, int) {
    const Clip& clip = table_.clip(index);
    const auto i = static_cast<size_t>(index);
    if (other.contains(clip.label) ||
        std::find(labels_.begin(), labels_.end(), clip.label) != labels_.end()) {
      waveforms_[i] = mono_at(clip, options.sample_rate);
      spans_[i] = find_activity(waveforms_[i].samples, options.sample_rate,
                                kind_of(clip.label, options.activity), options.activity);
    }
    const std::lock_guard lock(mutex);
    if (progress) progress(++done, table_.num_clips());
  });
  choose_validation_clips(options);
}

/// Of every class in every fold whole groups, until their share is reached; one group at least is
/// left for training.
void EventSources::choose_validation_clips(const SoundscapeOptions& options) {
  std::set<std::string> chosen;
  for (const int64_t fold : table_.folds())
    for (const std::string& label : table_.labels) {
      const std::vector<int64_t> clips = clips_of(table_, fold, label);
      std::vector<ClipGroup> groups = groups_of(table_, clips);
      core::Random(options.seed, "validation sources", {fold}).shuffle(std::span(groups));
      const double wanted = options.validation_fraction * static_cast<double>(clips.size());
      double taken = 0;
      for (size_t i = 0; i + 1 < groups.size() && taken + 0.5 < wanted; ++i) {
        for (const int64_t clip : groups[i].clips) is_validation_[static_cast<size_t>(clip)] = true;
        chosen.insert(groups[i].name);
        taken += static_cast<double>(groups[i].clips.size());
      }
    }
  // A recording may have clips in several classes or folds: all of them go with the chosen one.
  for (const int64_t clip : all_clips(table_))
    if (chosen.contains(table_.clip(clip).group)) is_validation_[static_cast<size_t>(clip)] = true;
}

bool EventSources::serves(int64_t clip, ScenePart part) const {
  if (part == ScenePart::test) return true;
  return is_validation_[static_cast<size_t>(clip)] == (part == ScenePart::validation);
}

std::vector<SourceEvent> EventSources::events(int64_t fold, ScenePart part,
                                              const std::string& label) const {
  std::vector<SourceEvent> events;
  for (const int64_t clip : clips_of(table_, fold, label)) {
    if (!serves(clip, part)) continue;
    for (const TimeSpan& span : spans_[static_cast<size_t>(clip)])
      if (span.duration() >= min_seconds_) events.push_back({clip, span});
  }
  if (events.empty())
    throw core::BadData(
        {.what = fmt::format("no source for {} scenes of fold {}", core::enum_name(part), fold),
         .got = fmt::format("no event of {} s or longer in a clip of \"{}\"", min_seconds_, label),
         .expected = "at least one",
         .where = table_.root.string(),
         .fix = "lower event.min_seconds or validation_fraction, or set the part's scenes to 0"});
  return events;
}

}  // namespace pinna::data
