// From clips to the batches of an epoch: decode, augment, compute features, standardise, mix.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "pinna/data/augment_options.h"
#include "pinna/data/batch.h"
#include "pinna/data/batch_queue.h"
#include "pinna/data/batch_source.h"
#include "pinna/data/clip_cache.h"
#include "pinna/data/clip_store.h"
#include "pinna/data/loader_options.h"
#include "pinna/data/mixing.h"
#include "pinna/data/spec_augment.h"
#include "pinna/data/weighted_level.h"
#include "pinna/features/feature.h"
#include "pinna/features/feature_options.h"
#include "pinna/features/statistics.h"

namespace pinna::data {

/// What happens to the clips that do not fill the last batch of an epoch.
enum class LastBatch { keep, drop };

/// What a training pass adds to a plain reading: a new order and new augmentation in every epoch,
/// both functions of (seed, epoch, clip) alone.
struct TrainingPass {
  AugmentOptions augment = {};
  int64_t num_epochs = 1;  ///< of the whole training, for schedules such as mixing's
  uint64_t seed = 0;
  LastBatch last_batch = LastBatch::keep;
};

/// Reads chosen clips of a store, in the order given, or as a TrainingPass says. Content and order
/// never depend on the number of workers. Not thread-safe itself.
///
/// Features are computed on the fly. Where the samples of a clip never change (evaluation, or
/// training without gain, speed, shift, crop and between-class mixing) its feature matrix is the
/// same in every epoch, so it is computed once and kept, at most max_feature_bytes of them; masks
/// and mixing work on copies.
class BatchLoader : public BatchSource {
 public:
  static constexpr int64_t max_feature_bytes = int64_t{2} << 30;

  /// `indices` into store->table().clips. InvalidOptions if there are none or one is out of range,
  /// if the feature's sample rate or bins differ from the store's and the statistics', if a crop
  /// is longer than the clips, or if dropping the last batch leaves none.
  BatchLoader(std::shared_ptr<ClipStore> store, std::vector<int64_t> indices,
              const features::FeatureOptions& feature, features::BinStatistics statistics,
              const LoaderOptions& options, std::optional<TrainingPass> training = std::nullopt);

  /// Batches of the epochs begun from now on hold waveforms too, to be listened to.
  void keep_waveforms() { keeps_waveforms_ = true; }

  void start_epoch(int64_t epoch) override;
  std::optional<Batch> next() override;
  int64_t batches_per_epoch() const override;

  int64_t num_channels() const { return feature_->num_channels(); }
  /// Of each channel.
  int64_t num_bins() const { return feature_->num_bins() / num_channels(); }
  int64_t num_frames() const { return num_frames_; }

 private:
  std::vector<int64_t> epoch_order(int64_t epoch) const;
  Batch make_batch(const std::vector<int64_t>& order, int64_t epoch, int64_t index,
                   const std::stop_token& stop);
  MixPlan draw_plan(std::span<const int64_t> classes, int64_t epoch, int64_t index) const;
  void write_kept_features(Batch& batch, const std::stop_token& stop);
  void write_new_features(Batch& batch, const MixPlan& plan, int64_t epoch,
                          const std::stop_token& stop);
  void mask(Batch& batch, int64_t epoch) const;
  std::span<float> input_row(Batch& batch, int64_t row) const;
  features::FeatureMatrix standardized_feature(std::span<const float> waveform) const;
  InputShape input_shape() const {
    return {.channels = num_channels(), .bins = num_bins(), .frames = num_frames_};
  }
  bool keeps_features() const { return !training_ || !training_->augment.changes_waveform(); }

  std::shared_ptr<ClipStore> store_;
  std::vector<int64_t> indices_;
  std::unique_ptr<features::Feature> feature_;
  features::BinStatistics statistics_;
  LoaderOptions options_;
  std::optional<TrainingPass> training_;
  WeightedLevel level_;
  int64_t num_frames_;
  bool keeps_waveforms_ = false;
  ClipCache<features::FeatureMatrix> features_;
  std::unique_ptr<BatchQueue> queue_;  ///< last: its threads use all of the above
};

}  // namespace pinna::data
