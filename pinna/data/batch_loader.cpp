#include "pinna/data/batch_loader.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"
#include "pinna/data/augment_waveform.h"
#include "pinna/data/mixing.h"

namespace pinna::data {
namespace {

void require_equal(std::string_view what, int64_t got, int64_t expected, std::string_view fix) {
  if (got == expected) return;
  throw core::InvalidOptions({.what = std::string(what),
                              .got = fmt::format("{}", got),
                              .expected = fmt::format("{}", expected),
                              .fix = std::string(fix)});
}

void check_indices(const std::vector<int64_t>& indices, int64_t num_clips) {
  if (indices.empty())
    throw core::InvalidOptions({.what = "clips to load",
                                .got = "none",
                                .expected = "at least one",
                                .fix = "check the fold and the subset"});
  for (const int64_t index : indices)
    if (index < 0 || index >= num_clips)
      throw core::InvalidOptions({.what = "clip index",
                                  .got = fmt::format("{}", index),
                                  .expected = fmt::format("0 to {}", num_clips - 1)});
}

}  // namespace

BatchLoader::BatchLoader(std::shared_ptr<ClipStore> store, std::vector<int64_t> indices,
                         const features::FeatureOptions& feature,
                         features::BinStatistics statistics, const LoaderOptions& options,
                         std::optional<TrainingPass> training)
    : store_(std::move(store)),
      indices_(std::move(indices)),
      feature_(features::make_feature(feature)),
      statistics_(std::move(statistics)),
      options_(options),
      training_(std::move(training)),
      level_(store_->sample_rate()),
      num_frames_(feature_->num_frames(training_ ? num_augmented_samples(training_->augment,
                                                                         store_->num_samples(),
                                                                         store_->sample_rate())
                                                 : store_->num_samples())),
      features_(
          std::ssize(store_->table().clips),
          max_feature_bytes / std::max<int64_t>(1, input_shape().size() * int64_t{sizeof(float)})) {
  core::check_options(options_, "loader");
  if (training_) require_valid(training_->augment);
  check_indices(indices_, std::ssize(store_->table().clips));
  require_equal("sample rate of the feature [Hz]", feature_->sample_rate(), store_->sample_rate(),
                "open the clips at the rate of the feature");
  require_equal("bins of the statistics", std::ssize(statistics_.mean), feature_->num_bins(),
                "fit the statistics with the same feature options");
  if (batches_per_epoch() == 0)
    throw core::InvalidOptions({.what = "batch_size",
                                .got = fmt::format("{}", options_.batch_size),
                                .expected = fmt::format("at most the {} clips", indices_.size()),
                                .fix = "make the batch smaller or keep the last one"});
}

int64_t BatchLoader::batches_per_epoch() const {
  const int64_t clips = std::ssize(indices_);
  const bool drop = training_ && training_->last_batch == LastBatch::drop;
  return drop ? clips / options_.batch_size
              : (clips + options_.batch_size - 1) / options_.batch_size;
}

void BatchLoader::start_epoch(int64_t epoch) {
  queue_.reset();
  queue_ = std::make_unique<BatchQueue>(
      batches_per_epoch(), options_.workers,
      [this, epoch, order = epoch_order(epoch)](int64_t index, const std::stop_token& stop) {
        return make_batch(order, epoch, index, stop);
      });
}

std::optional<Batch> BatchLoader::next() {
  if (!queue_) throw core::Bug({.what = "BatchLoader::next", .expected = "start_epoch before it"});
  return queue_->next();
}

std::vector<int64_t> BatchLoader::epoch_order(int64_t epoch) const {
  std::vector<int64_t> order = indices_;
  if (training_) core::Random(training_->seed, "shuffle", {epoch}).shuffle(std::span(order));
  return order;
}

Batch BatchLoader::make_batch(const std::vector<int64_t>& order, int64_t epoch, int64_t index,
                              const std::stop_token& stop) {
  const int64_t start = index * options_.batch_size;
  const int64_t size = std::min(options_.batch_size, std::ssize(order) - start);
  Batch batch{.size = size,
              .channels = num_channels(),
              .bins = num_bins(),
              .frames = num_frames_,
              .classes = std::ssize(store_->table().labels)};
  batch.inputs.resize(static_cast<size_t>(size * input_shape().size()));
  batch.targets.resize(static_cast<size_t>(size * batch.classes));
  batch.clips.assign(order.begin() + start, order.begin() + start + size);
  std::vector<int64_t> classes;
  for (const int64_t clip : batch.clips) {
    classes.push_back(store_->table().clip(clip).target);
    batch.targets[(classes.size() - 1) * static_cast<size_t>(batch.classes) +
                  static_cast<size_t>(classes.back())] = 1;
  }
  const MixPlan plan = draw_plan(classes, epoch, index);
  if (keeps_features())
    write_kept_features(batch, stop);
  else
    write_new_features(batch, plan, epoch, stop);
  if (stop.stop_requested()) return {};
  if (training_) mask(batch, epoch);
  mix_batch(batch, plan);
  return batch;
}

MixPlan BatchLoader::draw_plan(std::span<const int64_t> classes, int64_t epoch,
                               int64_t index) const {
  if (!training_ || !mixes_in_epoch(training_->augment.mixing, epoch, training_->num_epochs))
    return {};
  core::Random random(training_->seed, "mixing", {epoch, index});
  return draw_mixing(training_->augment.mixing, classes, random);
}

void BatchLoader::write_kept_features(Batch& batch, const std::stop_token& stop) {
  for (int64_t row = 0; row < batch.size && !stop.stop_requested(); ++row) {
    const int64_t clip = batch.clips[static_cast<size_t>(row)];
    const auto kept =
        features_.get(clip, [&] { return standardized_feature(*store_->samples(clip)); });
    std::ranges::copy(kept->values, input_row(batch, row).begin());
    if (keeps_waveforms_) batch.waveforms.push_back(*store_->samples(clip));
  }
}

void BatchLoader::write_new_features(Batch& batch, const MixPlan& plan, int64_t epoch,
                                     const std::stop_token& stop) {
  std::vector<std::vector<float>> waveforms;
  for (const int64_t clip : batch.clips) {
    if (stop.stop_requested()) return;
    core::Random random(training_->seed, "waveform", {epoch, clip});
    waveforms.push_back(augment_waveform(*store_->samples(clip), store_->sample_rate(),
                                         training_->augment, random));
  }
  mix_waveforms(waveforms, plan, level_);
  for (int64_t row = 0; row < batch.size && !stop.stop_requested(); ++row) {
    const auto feature = standardized_feature(waveforms[static_cast<size_t>(row)]);
    std::ranges::copy(feature.values, input_row(batch, row).begin());
  }
  if (keeps_waveforms_) batch.waveforms = std::move(waveforms);
}

void BatchLoader::mask(Batch& batch, int64_t epoch) const {
  for (int64_t row = 0; row < batch.size; ++row) {
    core::Random random(training_->seed, "spec_augment",
                        {epoch, batch.clips[static_cast<size_t>(row)]});
    spec_augment(input_row(batch, row), input_shape(), training_->augment.spec_augment, random);
  }
}

std::span<float> BatchLoader::input_row(Batch& batch, int64_t row) const {
  const auto width = static_cast<size_t>(input_shape().size());
  return std::span(batch.inputs).subspan(static_cast<size_t>(row) * width, width);
}

features::FeatureMatrix BatchLoader::standardized_feature(std::span<const float> waveform) const {
  features::FeatureMatrix feature = feature_->compute(waveform);
  features::standardize(feature, statistics_);
  return feature;
}

}  // namespace pinna::data
