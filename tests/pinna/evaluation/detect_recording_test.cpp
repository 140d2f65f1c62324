#include "pinna/evaluation/detect_recording.h"

#include <cmath>

#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/audio/encode.h"
#include "pinna/core/error.h"
#include "pinna/core/random.h"
#include "pinna/evaluation/detector.h"
#include "pinna/features/feature.h"
#include "pinna/models/event_answers.h"
#include "pinna/models/make_model.h"
#include "pinna/models/model.h"

namespace pinna::evaluation {
namespace {

constexpr int64_t rate = 16000;

/// Scenes of 4 s in 63 scores of 64 ms.
Detector detector() {
  Detector detector{
      .labels = {"car", "dog"},
      .input = {.clip_seconds = 4},
      .feature = features::parse_feature(core::parse_toml(
          "type = 'log_mel'\nsample_rate = 16000\nn_fft = 1024\nhop_length = 512\nn_mels = 8\n"
          "top_db = 'none'\n",
          "test")),
      .statistics = {.mean = std::vector<float>(8, -30), .deviation = std::vector<float>(8, 10)},
      .model_options = models::CrnnOptions{.channels = {4},
                                           .pool_bins = {2},
                                           .pool_frames = {2},
                                           .rnn_layers = 1,
                                           .rnn_cells = 4},
      .decoding = std::vector<decoding::DecodingOptions>(2, {.median_seconds = 0})};
  detector.model =
      models::make_model(detector.model_options, {.in_channels = 1, .num_classes = 2}, 1);
  return detector;
}

/// Noise whose level changes every quarter of a second.
std::vector<float> sound(double seconds) {
  core::Random random(1);
  std::vector<float> samples(static_cast<size_t>(seconds * rate));
  double level = 0;
  for (size_t i = 0; i < samples.size(); ++i) {
    if (i % 4000 == 0) level = random.uniform(0, 0.3);
    samples[i] = static_cast<float>(level * random.normal());
  }
  return samples;
}

features::FeatureMatrix part_of(const features::FeatureMatrix& matrix, int64_t first,
                                int64_t count) {
  features::FeatureMatrix part(matrix.bins, count);
  for (int64_t bin = 0; bin < matrix.bins; ++bin)
    for (int64_t frame = 0; frame < count; ++frame)
      part.values[static_cast<size_t>(bin * count + frame)] =
          matrix.values[static_cast<size_t>(bin * matrix.frames + first + frame)];
  return part;
}

events::FrameScores in_pieces(const Detector& detector, const features::FeatureMatrix& matrix,
                              int64_t piece) {
  ScoreStream stream(detector);
  for (int64_t first = 0; first < matrix.frames; first += piece)
    stream.push(part_of(matrix, first, std::min(piece, matrix.frames - first)));
  return stream.finish();
}

TEST(ScoreStream, PiecesDoNotChangeTheScores) {
  const Detector d = detector();
  const auto feature = features::make_feature(d.feature);
  for (const double seconds : {0.1, 3.0, 4.0, 4.5, 9.0, 61.7}) {
    const features::FeatureMatrix matrix = feature->compute(sound(seconds));
    const events::FrameScores whole = in_pieces(d, matrix, matrix.frames);
    EXPECT_EQ(whole.num_frames, matrix.frames / 2) << seconds;
    EXPECT_EQ(std::ssize(whole.scores), whole.num_frames * 2) << seconds;
    for (const int64_t piece : {1, 7, 100}) {
      const events::FrameScores pieces = in_pieces(d, matrix, piece);
      EXPECT_EQ(pieces.scores, whole.scores) << seconds << " s, pieces of " << piece;
    }
  }
}

TEST(ScoreStream, WithinContextScoresAreThoseOfOneLongWindow) {
  // A network without memory hears the same in any window, apart from the edges' padding.
  const Detector d = detector();
  const auto feature = features::make_feature(d.feature);
  const features::FeatureMatrix matrix = feature->compute(sound(4));
  const events::FrameScores scores = in_pieces(d, matrix, matrix.frames);
  features::FeatureMatrix standardized = part_of(matrix, 0, 126);
  features::standardize(standardized, d.statistics);
  const models::EvaluationGuard evaluation(*d.model);
  const at::Tensor strong =
      models::event_probabilities(
          d.model->forward(at::from_blob(standardized.values.data(), {1, 1, 8, 126})))
          .strong;
  for (int64_t score = 0; score < 63; ++score)
    for (int64_t index = 0; index < 2; ++index)
      EXPECT_NEAR(scores.at(score, index), strong[0][index][score].item<float>(), 1e-5);
}

TEST(DetectRecording, FilesAreHeardAtTheFeaturesRateAndEventsEndWithThem) {
  const test::TemporaryFolder folder;
  const auto path = folder / "sound.wav";
  audio::write_audio(path, {.samples = sound(30), .sample_rate = rate});
  Detector d = detector();
  for (decoding::DecodingOptions& options : d.decoding)
    options.threshold = options.low_threshold = 0;
  const RecordingEvents all = detect_recording(d, path);
  EXPECT_EQ(all.seconds, 30);
  ASSERT_EQ(all.events.size(), 2u);
  EXPECT_EQ(all.events[0].onset, 0);
  EXPECT_EQ(all.events[0].offset, 30);
}

TEST(DetectRecording, TooShortOrDamagedFilesAreNamed) {
  const test::TemporaryFolder folder;
  const auto path = folder / "short.wav";
  audio::write_audio(path, {.samples = std::vector<float>(100), .sample_rate = rate});
  EXPECT_THROW(detect_recording(detector(), path), core::BadData);
  EXPECT_THROW(detect_recording(detector(), folder / "none.wav"), core::MissingInput);
}

}  // namespace
}  // namespace pinna::evaluation
