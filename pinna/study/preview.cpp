#include "pinna/study/preview.h"

#include <algorithm>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/data/mixing.h"
#include "pinna/study/run_loaders.h"
namespace pinna::study {
namespace {

void require_in_training(const Recipe& recipe, const PreviewOptions& options) {
  if (options.epoch < 0 || options.epoch >= recipe.training.epochs)
    throw core::InvalidOptions({.what = "epoch of the preview",
                                .got = fmt::format("{}", options.epoch + 1),
                                .expected = fmt::format("1 to {}", recipe.training.epochs)});
  if (options.clips < 1)
    throw core::InvalidOptions({.what = "clips of the preview",
                                .got = fmt::format("{}", options.clips),
                                .expected = "at least 1"});
}

features::FeatureMatrix matrix_of(const data::Batch& batch, size_t row) {
  features::FeatureMatrix matrix(batch.channels * batch.bins, batch.frames);
  const auto values =
      std::span(batch.inputs).subspan(row * matrix.values.size(), matrix.values.size());
  std::ranges::copy(values, matrix.values.begin());
  return matrix;
}

TargetShares shares_of(const data::Batch& batch, size_t row,
                       const std::vector<std::string>& labels) {
  TargetShares shares;
  for (size_t i = 0; i < labels.size(); ++i)
    if (const float share = batch.targets[row * labels.size() + i]; share > 0)
      shares.emplace_back(labels[i], share);
  std::ranges::stable_sort(shares, std::greater(), &TargetShares::value_type::second);
  return shares;
}

/// Moves the clips of a batch to the back of `clips`, as they are heard and seen.
void append(std::vector<PreviewedClip>& clips, data::Batch& batch, const data::ClipTable& table) {
  for (size_t row = 0; row < batch.clips.size(); ++row) {
    const data::Clip& clip = table.clip(batch.clips[row]);
    clips.push_back({.id = clip.id,
                     .label = clip.label,
                     .targets = shares_of(batch, row, table.labels),
                     .heard = std::move(batch.waveforms[row]),
                     .seen = matrix_of(batch, row)});
  }
}

}  // namespace

int64_t first_whole_epoch(const Recipe& recipe) {
  const data::MixingOptions& mixing = recipe.augment.mixing;
  for (int64_t epoch = 0; epoch < recipe.training.epochs; ++epoch)
    if (data::mixes_in_epoch(mixing, epoch, recipe.training.epochs)) return epoch;
  return 0;
}

std::vector<PreviewedClip> preview(const Recipe& recipe, const PreviewOptions& options) {
  require_in_training(recipe, options);
  if (detects_events(recipe))
    throw core::InvalidOptions({.what = "preview of a recipe",
                                .got = "one that detects events in soundscapes",
                                .expected = "one that classifies clips",
                                .fix = "look at scenes with pinna events plot"});
  const RunData data = sealed(read_run_data(recipe));
  RunLoaders loaders = make_run_loaders(recipe, recipe.training, data);

  std::vector<PreviewedClip> clips;
  std::vector<int64_t> indices;
  loaders.train.keep_waveforms();
  loaders.train.start_epoch(options.epoch);
  while (auto batch = loaders.train.next()) {
    append(clips, *batch, data.table);
    indices.insert(indices.end(), batch->clips.begin(), batch->clips.end());
    if (std::ssize(clips) >= options.clips) break;
  }
  const auto count = static_cast<size_t>(std::min(options.clips, std::ssize(clips)));
  clips.resize(count);
  indices.resize(count);

  data::BatchLoader plain(loaders.store, std::move(indices), recipe.feature, loaders.statistics,
                          {.batch_size = static_cast<int64_t>(count), .workers = 0});
  plain.keep_waveforms();
  plain.start_epoch(0);
  const data::Batch batch = plain.next().value();
  for (size_t row = 0; row < count; ++row) {
    clips[row].waveform = batch.waveforms[row];
    clips[row].feature = matrix_of(batch, row);
  }
  return clips;
}

}  // namespace pinna::study
