#include "pinna/data/scene_loader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/parallel.h"
#include "pinna/core/random.h"

namespace pinna::data {
namespace {

const events::FrameScores& conditions_of(const SceneConditions& conditions,
                                         const std::string& scene) {
  const auto found = conditions.find(scene);
  if (found != conditions.end()) return found->second;
  throw core::InvalidOptions({.what = "conditions of scenes", .got = "none of " + scene});
}

/// row[i] becomes row[i - by], around the end.
void rotate(std::span<float> row, int64_t by) {
  std::rotate(row.begin(), row.end() - by, row.end());
}

/// Gains at both ends and two bins between, linear in between [dB].
std::vector<double> random_filter(int64_t bins, double largest_db, core::Random& random) {
  std::array<int64_t, 4> places{0, random.below(bins), random.below(bins), bins - 1};
  std::sort(places.begin() + 1, places.begin() + 3);
  std::array<double, 4> gains{};
  for (double& gain : gains) gain = random.uniform(-largest_db, largest_db);
  std::vector<double> filter(static_cast<size_t>(bins));
  for (size_t part = 0; part + 1 < places.size(); ++part) {
    const int64_t width = places[part + 1] - places[part];
    for (int64_t i = 0; i <= width; ++i) {
      const double share = width > 0 ? static_cast<double>(i) / static_cast<double>(width) : 0.0;
      filter[static_cast<size_t>(places[part] + i)] =
          gains[part] + share * (gains[part + 1] - gains[part]);
    }
  }
  return filter;
}

}  // namespace

std::vector<float> score_targets(const std::vector<events::Event>& events,
                                 const std::vector<std::string>& labels, int64_t num_scores,
                                 double score_seconds) {
  std::vector<float> targets(labels.size() * static_cast<size_t>(num_scores));
  for (const events::Event& event : events) {
    const auto label = std::lower_bound(labels.begin(), labels.end(), event.event_label);
    const auto row = static_cast<size_t>(label - labels.begin()) * static_cast<size_t>(num_scores);
    const auto first = static_cast<int64_t>(std::floor(event.onset / score_seconds + 1e-9));
    const auto end = static_cast<int64_t>(std::ceil(event.offset / score_seconds - 1e-9));
    for (int64_t k = std::max<int64_t>(0, first); k < std::min(end, num_scores); ++k)
      targets[row + static_cast<size_t>(k)] = 1;
  }
  return targets;
}

SceneLoader::SceneLoader(std::shared_ptr<ClipStore> store, const events::EventTable& events,
                         std::vector<int64_t> indices, const features::FeatureOptions& feature,
                         const features::BinStatistics& statistics, int64_t frames_per_score,
                         const LoaderOptions& options, std::optional<ScenePass> pass,
                         const SceneConditions& conditions)
    : store_(std::move(store)),
      indices_(std::move(indices)),
      feature_(features::make_feature(feature)),
      options_(options),
      pass_(std::move(pass)),
      frames_per_score_(frames_per_score),
      channels_(feature_->num_channels()),
      bins_(feature_->num_bins() / feature_->num_channels()),
      scores_(feature_->num_frames(store_->num_samples()) / frames_per_score),
      classes_(store_->table().num_classes()),
      num_conditions_(conditions.empty() ? 0 : std::ssize(conditions.begin()->second.labels)),
      score_seconds_(static_cast<double>(feature_->hop_length() * frames_per_score) /
                     static_cast<double>(feature_->sample_rate())) {
  core::check_options(options_, "loader");
  if (indices_.empty() || scores_ < 1 || feature_->sample_rate() != store_->sample_rate())
    throw core::InvalidOptions(
        {.what = "scenes to load",
         .got = fmt::format("{} scenes of {} samples at {} Hz for a feature at {} Hz and {} frames "
                            "a score",
                            indices_.size(), store_->num_samples(), store_->sample_rate(),
                            feature_->sample_rate(), frames_per_score),
         .expected = "at least one scene of one frame of scores, at the feature's rate"});
  for (const float deviation : statistics.deviation) filter_scale_.push_back(1 / deviation);
  scenes_.resize(indices_.size());
  core::parallel_for(num_scenes(), 0, [&](int64_t i, int) {
    scenes_[static_cast<size_t>(i)] =
        make_scene(indices_[static_cast<size_t>(i)], events, statistics, conditions);
  });
  order_.resize(indices_.size());
  std::iota(order_.begin(), order_.end(), 0);
}

SceneLoader::Scene SceneLoader::make_scene(int64_t index, const events::EventTable& events,
                                           const features::BinStatistics& statistics,
                                           const SceneConditions& conditions) const {
  features::FeatureMatrix matrix = feature_->compute(*store_->samples(index));
  features::standardize(matrix, statistics);
  const int64_t frames = scores_ * frames_per_score_;
  Scene scene;
  scene.inputs.reserve(static_cast<size_t>(matrix.bins * frames));
  for (int64_t bin = 0; bin < matrix.bins; ++bin) {
    const auto row = matrix.values.begin() + static_cast<ptrdiff_t>(bin * matrix.frames);
    scene.inputs.insert(scene.inputs.end(), row, row + static_cast<ptrdiff_t>(frames));
  }
  scene.targets = score_targets(events.at(store_->table().clip(index).id), store_->table().labels,
                                scores_, score_seconds_);
  if (num_conditions_ > 0) {
    const events::FrameScores& told = conditions_of(conditions, store_->table().clip(index).id);
    const events::FrameScores frames = events::on_grid(told, told.labels, scores_, score_seconds_);
    for (int64_t label = 0; label < num_conditions_; ++label) {
      const std::vector<float> row = frames.column(label);
      scene.conditions.insert(scene.conditions.end(), row.begin(), row.end());
    }
  }
  return scene;
}

void SceneLoader::start_epoch(int64_t epoch) {
  epoch_ = epoch;
  next_batch_ = 0;
  std::iota(order_.begin(), order_.end(), 0);
  if (pass_) core::Random(pass_->seed, "scene order", {epoch}).shuffle(std::span(order_));
}

int64_t SceneLoader::batches_per_epoch() const {
  return (num_scenes() + options_.batch_size - 1) / options_.batch_size;
}

std::optional<Batch> SceneLoader::next() {
  if (next_batch_ == batches_per_epoch()) return std::nullopt;
  const int64_t begin = next_batch_ * options_.batch_size;
  const int64_t end = std::min(begin + options_.batch_size, num_scenes());
  Batch batch{.channels = channels_,
              .bins = bins_,
              .frames = scores_ * frames_per_score_,
              .classes = classes_ * scores_,
              .num_conditions = num_conditions_};
  for (int64_t i = begin; i < end; ++i) {
    const int64_t position = order_[static_cast<size_t>(i)];
    if (pass_) {
      core::Random random(pass_->seed, "scene", {epoch_, indices_[static_cast<size_t>(position)]});
      add(batch, position, &random);
    } else {
      add(batch, position, nullptr);
    }
  }
  if (pass_) {
    core::Random random(pass_->seed, "scene mixing", {epoch_, next_batch_});
    if (random.chance(pass_->augment.mixup_probability)) mix(batch, random);
  }
  ++next_batch_;
  return batch;
}

/// Appends a scene, changed where there are random numbers to do so.
void SceneLoader::add(Batch& batch, int64_t position, core::Random* random) const {
  const Scene& scene = scenes_[static_cast<size_t>(position)];
  batch.clips.push_back(indices_[static_cast<size_t>(position)]);
  ++batch.size;
  const size_t inputs_begin = batch.inputs.size();
  batch.inputs.insert(batch.inputs.end(), scene.inputs.begin(), scene.inputs.end());
  const size_t targets_begin = batch.targets.size();
  batch.targets.insert(batch.targets.end(), scene.targets.begin(), scene.targets.end());
  const size_t conditions_begin = batch.conditions.size();
  batch.conditions.insert(batch.conditions.end(), scene.conditions.begin(), scene.conditions.end());
  if (!random) return;

  const SceneAugmentOptions& augment = pass_->augment;
  const auto frames = static_cast<size_t>(batch.frames);
  const auto row = [&](int64_t bin) {
    return std::span(batch.inputs)
        .subspan(inputs_begin + static_cast<size_t>(bin) * frames, frames);
  };
  if (augment.shift) {
    const int64_t by = random->below(scores_);
    for (int64_t bin = 0; bin < channels_ * bins_; ++bin) rotate(row(bin), by * frames_per_score_);
    const auto rotate_scores = [&](std::vector<float>& values, size_t begin, int64_t rows) {
      for (int64_t index = 0; index < rows; ++index)
        rotate(std::span(values).subspan(begin + static_cast<size_t>(index * scores_),
                                         static_cast<size_t>(scores_)),
               by);
    };
    rotate_scores(batch.targets, targets_begin, classes_);
    rotate_scores(batch.conditions, conditions_begin, num_conditions_);
  }
  if (augment.filter_db > 0) {
    const std::vector<double> filter = random_filter(bins_, augment.filter_db, *random);
    for (int64_t bin = 0; bin < channels_ * bins_; ++bin) {
      const auto change = static_cast<float>(filter[static_cast<size_t>(bin % bins_)]) *
                          filter_scale_[static_cast<size_t>(bin)];
      for (float& value : row(bin)) value += change;
    }
  }
  if (augment.mask_bins > 0) {
    const int64_t width = random->below(std::min(augment.mask_bins, bins_ - 1) + 1);
    const int64_t first = random->below(bins_ - width + 1);
    for (int64_t channel = 0; channel < channels_; ++channel)
      for (int64_t bin = first; bin < first + width; ++bin)
        std::ranges::fill(row(channel * bins_ + bin), 0.0F);
  }
}

/// Every scene with another of the batch, inputs and targets by the same weights.
void SceneLoader::mix(Batch& batch, core::Random& random) const {
  const double drawn = random.beta(pass_->augment.mixup_alpha, pass_->augment.mixup_alpha);
  const auto weight = static_cast<float>(std::max(drawn, 1 - drawn));
  std::vector<int64_t> partners(static_cast<size_t>(batch.size));
  std::iota(partners.begin(), partners.end(), 0);
  random.shuffle(std::span(partners));
  const auto blend = [&](std::vector<float>& values) {
    const std::vector<float> before = values;
    const size_t size = values.size() / static_cast<size_t>(batch.size);
    for (size_t i = 0; i < partners.size(); ++i)
      for (size_t k = 0; k < size; ++k)
        values[i * size + k] = weight * before[i * size + k] +
                               (1 - weight) * before[static_cast<size_t>(partners[i]) * size + k];
  };
  blend(batch.inputs);
  blend(batch.targets);
  blend(batch.conditions);
}

}  // namespace pinna::data
