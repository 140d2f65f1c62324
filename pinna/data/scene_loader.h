// From scenes with strong labels to batches: features and, for every class, when it sounds.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pinna/core/random.h"
#include "pinna/data/batch_source.h"
#include "pinna/data/clip_store.h"
#include "pinna/data/loader_options.h"
#include "pinna/data/scene_augment_options.h"
#include "pinna/events/event.h"
#include "pinna/events/frame_scores.h"
#include "pinna/features/feature.h"
#include "pinna/features/feature_options.h"
#include "pinna/features/statistics.h"

namespace pinna::data {

/// What a training adds: a new order and new changes in every epoch, functions of the seed.
struct ScenePass {
  SceneAugmentOptions augment = {};
  uint64_t seed = 0;
};

/// What a network is told of each scene besides its sound, by the scenes' ids: frames of any
/// length.
using SceneConditions = std::map<std::string, events::FrameScores>;

/// Batches of scenes: inputs as in Batch, targets [size, classes, scores], the share that a class
/// has in each frame of scores: 1 where it sounds in any part of it, 0 elsewhere, between where
/// scenes are mixed. Features are computed once, on all processors, and kept.
class SceneLoader : public BatchSource {
 public:
  /// `indices` into the store's table, whose labels are the classes. Frames that do not fill a
  /// frame of scores at the end of a scene are cut off. InvalidOptions for no scenes, a feature of
  /// another sample rate or scenes shorter than a frame of scores, and for conditions of some
  /// scenes only.
  SceneLoader(std::shared_ptr<ClipStore> store, const events::EventTable& events,
              std::vector<int64_t> indices, const features::FeatureOptions& feature,
              const features::BinStatistics& statistics, int64_t frames_per_score,
              const LoaderOptions& options, std::optional<ScenePass> pass = std::nullopt,
              const SceneConditions& conditions = {});

  void start_epoch(int64_t epoch) override;
  std::optional<Batch> next() override;
  int64_t batches_per_epoch() const override;

  int64_t num_channels() const { return channels_; }
  int64_t num_scores() const { return scores_; }
  double score_seconds() const { return score_seconds_; }
  int64_t num_scenes() const { return static_cast<int64_t>(indices_.size()); }

 private:
  struct Scene {
    std::vector<float> inputs;      ///< [channels, bins, frames]
    std::vector<float> targets;     ///< [classes, scores]
    std::vector<float> conditions;  ///< [num_conditions, scores]
  };
  Scene make_scene(int64_t index, const events::EventTable& events,
                   const features::BinStatistics& statistics,
                   const SceneConditions& conditions) const;
  void add(Batch& batch, int64_t position, core::Random* random) const;
  void mix(Batch& batch, core::Random& random) const;

  std::shared_ptr<ClipStore> store_;
  std::vector<int64_t> indices_;
  std::unique_ptr<features::Feature> feature_;
  LoaderOptions options_;
  std::optional<ScenePass> pass_;
  int64_t frames_per_score_;
  int64_t channels_, bins_, scores_;
  int64_t classes_;
  int64_t num_conditions_;
  double score_seconds_;
  std::vector<float> filter_scale_;  ///< what 1 dB is after standardising, [channels * bins]
  std::vector<Scene> scenes_;
  std::vector<int64_t> order_;  ///< positions in indices_
  int64_t epoch_ = 0;
  int64_t next_batch_ = 0;
};

/// Targets [classes, scores] of a list of events: 1 in each frame of scores that an event touches.
std::vector<float> score_targets(const std::vector<events::Event>& events,
                                 const std::vector<std::string>& labels, int64_t num_scores,
                                 double score_seconds);

}  // namespace pinna::data
