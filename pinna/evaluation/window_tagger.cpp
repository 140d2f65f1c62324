#include "pinna/evaluation/window_tagger.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <torch/torch.h>

#include "pinna/audio/decode.h"
#include "pinna/audio/stream_mono.h"
#include "pinna/core/error.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/named_damage.h"
#include "pinna/features/feature.h"
#include "pinna/models/compat.h"
#include "pinna/models/model.h"

namespace pinna::evaluation {
namespace {

constexpr int64_t batch_windows = 64;

}  // namespace

WindowTagger::WindowTagger(const Classifier& classifier, const WindowOptions& options)
    : classifier_(classifier), feature_(features::make_feature(classifier.feature)) {
  core::check_options(options);
  const auto rate = static_cast<double>(feature_->sample_rate());
  hop_samples_ = options.hop_seconds * rate;
  window_samples_ = std::llround(options.window_seconds * rate);
  if (feature_->num_frames(window_samples_) < 1)
    throw core::BadData({.what = "window of a classifier",
                         .got = fmt::format("{} s", options.window_seconds),
                         .expected = "at least one frame of its feature",
                         .fix = "raise window_seconds"});
  scores_ = {.labels = classifier.labels, .frame_seconds = options.hop_seconds};
}

WindowTagger::~WindowTagger() = default;

int64_t WindowTagger::window_begin(int64_t frame) const {
  return std::llround((static_cast<double>(frame) + 0.5) * hop_samples_) - window_samples_ / 2;
}

void WindowTagger::push(std::span<const float> samples) {
  samples_.insert(samples_.end(), samples.begin(), samples.end());
  const int64_t end = held_from_ + std::ssize(samples_);
  while (window_begin(scores_.num_frames + batch_windows - 1) + window_samples_ <= end)
    run_windows(batch_windows);
}

events::FrameScores WindowTagger::finish() {
  const int64_t total = held_from_ + std::ssize(samples_);
  if (total == 0) throw core::BadData({.what = "recording", .got = "no sample"});
  const auto frames = static_cast<int64_t>(std::ceil(static_cast<double>(total) / hop_samples_));
  while (scores_.num_frames < frames)
    run_windows(std::min(batch_windows, frames - scores_.num_frames));
  return std::move(scores_);
}

/// The next windows; what lies beyond the samples that are there is silence.
void WindowTagger::run_windows(int64_t count) {
  const torch::InferenceMode inference;
  const models::EvaluationGuard evaluation(*classifier_.model);
  const int64_t channels = classifier_.model->shape().in_channels;
  const int64_t bins = feature_->num_bins();
  const int64_t frames = feature_->num_frames(window_samples_);
  at::Tensor input = at::empty({count, channels, bins / channels, frames});
  float* values = input.data_ptr<float>();
  const int64_t end = held_from_ + std::ssize(samples_);
  std::vector<float> window;
  for (int64_t i = 0; i < count; ++i) {
    const int64_t begin = window_begin(scores_.num_frames + i);
    window.assign(static_cast<size_t>(window_samples_), 0.0F);
    const int64_t from = std::max(begin, held_from_);
    const int64_t to = std::min(begin + window_samples_, end);
    if (from < to)
      std::copy_n(samples_.begin() + (from - held_from_), to - from,
                  window.begin() + (from - begin));
    features::FeatureMatrix matrix = feature_->compute(window);
    features::standardize(matrix, classifier_.statistics);
    values = std::copy(matrix.values.begin(), matrix.values.end(), values);
  }
  const at::Tensor logits =
      classifier_.model->forward(models::as_channels_last(input)).to(at::kFloat);
  const at::Tensor probabilities = at::softmax(logits / classifier_.temperature, 1).contiguous();
  const float* first = probabilities.data_ptr<float>();
  scores_.scores.insert(scores_.scores.end(), first, first + probabilities.numel());
  scores_.num_frames += count;

  const int64_t passed = std::min(window_begin(scores_.num_frames), end) - held_from_;
  if (passed <= 0) return;
  samples_.erase(samples_.begin(), samples_.begin() + passed);
  held_from_ += passed;
}

events::FrameScores tag_windows(const Classifier& classifier, const WindowOptions& options,
                                const std::filesystem::path& file) {
  WindowTagger tagger(classifier, options);
  audio::AudioReader reader(file);
  return with_name_of(file, [&] {
    audio::stream_mono(reader, features::make_feature(classifier.feature)->sample_rate(),
                       [&](std::span<const float> samples) { tagger.push(samples); });
    return tagger.finish();
  });
}

metrics::ScoreTable tag_scenes(const Classifier& classifier, const WindowOptions& options,
                               const data::ClipTable& table, const std::vector<int64_t>& indices) {
  metrics::ScoreTable scores;
  for (const int64_t index : indices)
    scores[table.clip(index).id] = tag_windows(classifier, options, table.clip(index).path);
  return scores;
}

}  // namespace pinna::evaluation
