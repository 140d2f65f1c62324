#include "pinna/metrics/predictions.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

/// Room for the rounding of a softmax or of an average of several.
constexpr float probability_slack = 1e-5F;

void check_shapes(const ClipPredictions& predictions, const std::string& where) {
  const size_t clips = predictions.clips.size();
  const size_t expected = clips * predictions.labels.size();
  if (predictions.labels.empty())
    throw core::BadData(
        {.what = "predictions", .got = "no labels", .expected = "at least one", .where = where});
  if (predictions.targets.size() != clips || predictions.probabilities.size() != expected)
    throw core::BadData(
        {.what = "predictions",
         .got = fmt::format("{} targets and {} probabilities", predictions.targets.size(),
                            predictions.probabilities.size()),
         .expected = fmt::format("{} and {} for {} clips of {} classes", clips, expected, clips,
                                 predictions.labels.size()),
         .where = where});
  if (!predictions.groups.empty() && predictions.groups.size() != clips)
    throw core::BadData({.what = "predictions",
                         .got = fmt::format("{} groups", predictions.groups.size()),
                         .expected = fmt::format("{}, one for each clip, or none", clips),
                         .where = where});
}

std::map<std::string_view, int64_t> rows_by_clip(const ClipPredictions& predictions) {
  std::map<std::string_view, int64_t> rows;
  for (int64_t i = 0; i < predictions.num_clips(); ++i)
    rows.emplace(predictions.clips[static_cast<size_t>(i)], i);
  return rows;
}

[[noreturn]] void throw_no_ensemble(const std::string& got) {
  throw core::BadData({.what = "predictions of an ensemble",
                       .got = got,
                       .expected = "the clips of the first network, with its labels and targets"});
}

}  // namespace

std::span<const float> ClipPredictions::row(int64_t clip) const {
  return {probabilities.data() + clip * num_classes(), labels.size()};
}

int64_t ClipPredictions::predicted(int64_t clip) const {
  const auto scores = row(clip);
  return std::max_element(scores.begin(), scores.end()) - scores.begin();
}

const std::string& ClipPredictions::group(int64_t clip) const {
  return (groups.empty() ? clips : groups)[static_cast<size_t>(clip)];
}

void check_predictions(const ClipPredictions& predictions, const std::string& where) {
  check_shapes(predictions, where);
  for (int64_t i = 0; i < predictions.num_clips(); ++i) {
    const std::string& clip = predictions.clips[static_cast<size_t>(i)];
    const int64_t target = predictions.targets[static_cast<size_t>(i)];
    if (target < 0 || target >= predictions.num_classes())
      throw core::BadData({.what = fmt::format("target of clip \"{}\"", clip),
                           .got = fmt::to_string(target),
                           .expected = fmt::format("0 to {}", predictions.num_classes() - 1),
                           .where = where});
    for (const float probability : predictions.row(i))
      if (!(probability >= 0.0F && probability <= 1.0F + probability_slack))
        throw core::BadData({.what = fmt::format("probability of clip \"{}\"", clip),
                             .got = fmt::format("{}", probability),
                             .expected = "a number from 0 to 1",
                             .where = where});
  }
}

ClipPredictions pooled(std::span<const ClipPredictions> parts) {
  if (parts.empty())
    throw core::InvalidOptions(
        {.what = "predictions to pool", .got = "none", .expected = "at least one set"});
  ClipPredictions all{.labels = parts.front().labels};
  const bool has_groups = std::any_of(parts.begin(), parts.end(),
                                      [](const auto& part) { return !part.groups.empty(); });
  for (const ClipPredictions& part : parts) {
    if (part.labels != all.labels)
      throw core::BadData(
          {.what = "predictions to pool",
           .got = fmt::format("labels {}", fmt::join(part.labels, ", ")),
           .expected = fmt::format("{} in all parts", fmt::join(all.labels, ", "))});
    all.clips.insert(all.clips.end(), part.clips.begin(), part.clips.end());
    all.targets.insert(all.targets.end(), part.targets.begin(), part.targets.end());
    all.probabilities.insert(all.probabilities.end(), part.probabilities.begin(),
                             part.probabilities.end());
    if (has_groups)
      for (int64_t i = 0; i < part.num_clips(); ++i) all.groups.push_back(part.group(i));
  }
  return all;
}

ClipPredictions ensemble(std::span<const ClipPredictions> members) {
  if (members.empty())
    throw core::InvalidOptions(
        {.what = "networks of an ensemble", .got = "none", .expected = "at least one"});
  ClipPredictions mean = members.front();
  std::vector<double> sums(mean.probabilities.size());
  for (const ClipPredictions& member : members) {
    const std::map<std::string_view, int64_t> rows = rows_by_clip(member);
    if (member.labels != mean.labels || rows.size() != mean.clips.size())
      throw_no_ensemble("other labels or another number of clips");
    for (int64_t clip = 0; clip < mean.num_clips(); ++clip) {
      const auto index = static_cast<size_t>(clip);
      const auto found = rows.find(mean.clips[index]);
      if (found == rows.end()) throw_no_ensemble("no clip " + mean.clips[index]);
      if (member.targets[static_cast<size_t>(found->second)] != mean.targets[index])
        throw_no_ensemble("another target of clip " + mean.clips[index]);
      const auto row = member.row(found->second);
      for (size_t k = 0; k < row.size(); ++k) sums[index * row.size() + k] += row[k];
    }
  }
  std::ranges::transform(sums, mean.probabilities.begin(), [&](double sum) {
    return static_cast<float>(sum / static_cast<double>(members.size()));
  });
  return mean;
}

}  // namespace pinna::metrics
