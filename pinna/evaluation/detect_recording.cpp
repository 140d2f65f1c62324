#include "pinna/evaluation/detect_recording.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include <torch/torch.h>

#include "pinna/audio/decode.h"
#include "pinna/core/error.h"
#include "pinna/data/clip_input.h"
#include "pinna/evaluation/detector.h"
#include "pinna/evaluation/named_damage.h"
#include "pinna/evaluation/scene_tags.h"
#include "pinna/features/feature.h"
#include "pinna/features/stream_file.h"
#include "pinna/models/compat.h"
#include "pinna/models/event_answers.h"
#include "pinna/models/model.h"

namespace pinna::evaluation {
namespace {

constexpr double context_seconds = 2;
constexpr int64_t batch_windows = 8;

double score_seconds_of(const features::Feature& feature, int64_t frames_per_score) {
  return static_cast<double>(feature.hop_length() * frames_per_score) /
         static_cast<double>(feature.sample_rate());
}

events::FrameScores tags_of(const Tagging& tagging, const std::vector<std::string>& labels,
                            const std::filesystem::path& file) {
  if (!tagging.classifier)
    throw core::InvalidOptions({.what = "events of a recording",
                                .got = "a detector that is told the labels of scenes",
                                .expected = "one that needs the sound alone",
                                .where = file.string(),
                                .fix = "this run is a ceiling, made for labelled scenes alone"});
  return recording_tags(*tagging.classifier, tagging.options, labels, file);
}

}  // namespace

ScoreStream::ScoreStream(const Detector& detector, std::optional<events::FrameScores> tags)
    : detector_(detector),
      tags_(std::move(tags)),
      frames_per_score_(models::frames_per_score(detector.model_options)) {
  const auto feature = features::make_feature(detector.feature);
  bins_ = feature->num_bins();
  rows_.resize(static_cast<size_t>(bins_));
  const int64_t samples = data::num_clip_samples(detector.input, feature->sample_rate());
  window_scores_ = std::max<int64_t>(1, feature->num_frames(samples) / frames_per_score_);
  const double seconds = score_seconds_of(*feature, frames_per_score_);
  // Short windows keep a third of themselves.
  context_scores_ =
      std::min<int64_t>(std::llround(context_seconds / seconds), (window_scores_ - 1) / 3);
  scores_ = {.labels = detector.labels, .frame_seconds = seconds};
}

int64_t ScoreStream::num_scores_held() const {
  const auto frames = held_from_ + std::ssize(rows_.front());
  return frames / frames_per_score_;
}

void ScoreStream::push(const features::FeatureMatrix& frames) {
  for (int64_t bin = 0; bin < bins_; ++bin) {
    const auto i = static_cast<size_t>(bin);
    const float mean = detector_.statistics.mean[i];
    const float deviation = detector_.statistics.deviation[i];
    const auto row = frames.values.begin() + static_cast<ptrdiff_t>(bin * frames.frames);
    for (int64_t frame = 0; frame < frames.frames; ++frame)
      rows_[i].push_back((row[static_cast<ptrdiff_t>(frame)] - mean) / deviation);
  }
  run_full_windows();
}

/// Windows begin at multiples of their length without both contexts. One is run when it is certain
/// that it is not the last, which has another place.
void ScoreStream::run_full_windows() {
  const int64_t step = window_scores_ - 2 * context_scores_;
  while (true) {
    const int64_t next = scores_.num_frames == 0 ? 0 : scores_.num_frames - context_scores_;
    int64_t count = 0;
    while (count < batch_windows && next + count * step + window_scores_ < num_scores_held())
      ++count;
    if (count < batch_windows) return;
    run_windows(count, next, window_scores_);
  }
}

void ScoreStream::run_windows(int64_t count, int64_t first_score, int64_t window_scores) {
  const torch::InferenceMode inference;
  const models::EvaluationGuard evaluation(*detector_.model);
  const int64_t step = window_scores_ - 2 * context_scores_;
  const int64_t frames = window_scores * frames_per_score_;
  const int64_t channels = detector_.model->shape().in_channels;
  at::Tensor input = at::empty({count, channels, bins_ / channels, frames});
  float* values = input.data_ptr<float>();
  for (int64_t window = 0; window < count; ++window) {
    const int64_t begin = (first_score + window * step) * frames_per_score_ - held_from_;
    for (const std::vector<float>& row : rows_)
      values = std::copy_n(row.begin() + static_cast<ptrdiff_t>(begin), frames, values);
  }
  const at::Tensor strong =
      models::event_probabilities(
          detector_.model->forward(models::as_channels_last(input),
                                   conditions(count, first_score, window_scores)))
          .strong.transpose(1, 2)
          .contiguous();  // [windows, scores, classes]
  const auto size = static_cast<size_t>(strong.size(1) * strong.size(2));
  const float* probabilities = strong.data_ptr<float>();
  for (int64_t window = 0; window < count; ++window) {
    const int64_t start = first_score + window * step;
    const bool is_last = start + window_scores == num_scores_held();
    const float* first = probabilities + static_cast<size_t>(window) * size;
    keep({first, first + size}, start,
         is_last ? start + window_scores : start + window_scores - context_scores_);
  }
  drop_frames_before(std::max<int64_t>(0, scores_.num_frames - window_scores_));
}

/// The tags at each score of the windows, [count, classes, window_scores].
at::Tensor ScoreStream::conditions(int64_t count, int64_t first_score,
                                   int64_t window_scores) const {
  if (!tags_) return {};
  const int64_t step = window_scores_ - 2 * context_scores_;
  const auto classes = tags_->num_classes();
  at::Tensor tensor = at::empty({count, classes, window_scores});
  float* values = tensor.data_ptr<float>();
  for (int64_t window = 0; window < count; ++window)
    for (int64_t index = 0; index < classes; ++index)
      for (int64_t k = 0; k < window_scores; ++k) {
        const double score = static_cast<double>(first_score + window * step + k);
        *values++ = tags_->at(tags_->frame_at((score + 0.5) * scores_.frame_seconds), index);
      }
  return tensor;
}

/// Appends the scores of a window that come after those that are known, up to `keep_until`.
void ScoreStream::keep(const std::vector<float>& scores, int64_t first_score, int64_t keep_until) {
  const auto classes = static_cast<int64_t>(scores_.labels.size());
  const auto at = [&](int64_t score) {
    return scores.begin() + static_cast<ptrdiff_t>((score - first_score) * classes);
  };
  scores_.scores.insert(scores_.scores.end(), at(scores_.num_frames), at(keep_until));
  scores_.num_frames = keep_until;
}

void ScoreStream::drop_frames_before(int64_t first_score) {
  const int64_t count = first_score * frames_per_score_ - held_from_;
  if (count <= 0) return;
  for (std::vector<float>& row : rows_)
    row.erase(row.begin(), row.begin() + static_cast<ptrdiff_t>(count));
  held_from_ += count;
}

events::FrameScores ScoreStream::finish() {
  const int64_t total = num_scores_held();
  if (total == 0)
    throw core::BadData({.what = "recording",
                         .got = fmt::format("{} frames", std::ssize(rows_.front())),
                         .expected = fmt::format("at least {}, for one score", frames_per_score_)});
  const int64_t step = window_scores_ - 2 * context_scores_;
  while (scores_.num_frames < total) {
    const int64_t next = scores_.num_frames == 0 ? 0 : scores_.num_frames - context_scores_;
    int64_t count = 0;
    while (count < batch_windows && next + count * step + window_scores_ < total) ++count;
    if (count > 0) {
      run_windows(count, next, window_scores_);
    } else {
      const int64_t length = std::min(window_scores_, total);
      run_windows(1, total - length, length);
    }
  }
  return std::move(scores_);
}

RecordingEvents decoded_recording(const std::filesystem::path& file, events::FrameScores scores,
                                  const std::vector<decoding::DecodingOptions>& decoding) {
  RecordingEvents result{
      .file = file, .seconds = audio::read_audio_info(file).seconds(), .scores = std::move(scores)};
  result.events = decoding::decode_events(result.scores, decoding);
  for (events::Event& event : result.events) event.offset = std::min(event.offset, result.seconds);
  std::erase_if(result.events,
                [&](const events::Event& event) { return event.onset >= event.offset; });
  return result;
}

namespace {

/// Of the detector and, where it is a stack, of the others in it.
events::FrameScores recording_scores(const Detector& detector, const std::filesystem::path& file) {
  const auto feature = features::make_feature(detector.feature);
  audio::AudioReader reader(file);
  std::optional<events::FrameScores> tags;
  if (detector.tagging) tags = tags_of(*detector.tagging, detector.labels, file);
  ScoreStream stream(detector, detector.model->shape().num_conditions > 0 ? tags : std::nullopt);
  return with_name_of(file, [&] {
    features::stream_file(*feature, reader,
                          [&](const features::FeatureMatrix& frames) { stream.push(frames); });
    decoding::Surroundings around{.tags = tags ? &*tags : nullptr};
    std::vector<events::FrameScores> others;
    for (const Detector& other : detector.others) others.push_back(recording_scores(other, file));
    for (const events::FrameScores& scores : others) around.others.push_back(&scores);
    return after_steps(detector, stream.finish(), around);
  });
}

}  // namespace

RecordingEvents detect_recording(const Detector& detector, const std::filesystem::path& file) {
  return decoded_recording(file, recording_scores(detector, file), detector.decoding);
}

}  // namespace pinna::evaluation
