#include "pinna/evaluation/window_tagger.h"

#include <numeric>

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/audio/encode.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/random.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/window_detector.h"
#include "pinna/features/feature.h"
#include "pinna/models/make_model.h"
#include "pinna/models/model.h"

namespace pinna::evaluation {
namespace {

constexpr int64_t rate = 8000;
constexpr WindowOptions options{.window_seconds = 0.5, .hop_seconds = 0.25};

Classifier classifier() {
  Classifier classifier{
      .labels = {"car", "dog"},
      .input = {.clip_seconds = 2},
      .feature = features::parse_feature(core::parse_toml(
          "type = 'log_mel'\nsample_rate = 8000\nn_fft = 256\nhop_length = 128\nn_mels = 32\n"
          "top_db = 'none'\n",
          "test")),
      .statistics = {.mean = std::vector<float>(32, -30), .deviation = std::vector<float>(32, 10)},
      .model_options = models::ResNetOptions{.width = 0.125},
      .temperature = 2};
  classifier.model =
      models::make_model(classifier.model_options, {.in_channels = 1, .num_classes = 2}, 1);
  return classifier;
}

std::vector<float> sound(double seconds) {
  core::Random random(1);
  std::vector<float> samples(static_cast<size_t>(seconds * rate));
  for (float& sample : samples) sample = static_cast<float>(0.1 * random.normal());
  return samples;
}

events::FrameScores in_pieces(const Classifier& classifier, const std::vector<float>& samples,
                              size_t piece) {
  WindowTagger tagger(classifier, options);
  for (size_t first = 0; first < samples.size(); first += piece)
    tagger.push(std::span(samples).subspan(first, std::min(piece, samples.size() - first)));
  return tagger.finish();
}

TEST(WindowTagger, AFrameIsTheClassifiersAnswerToTheWindowAroundIt) {
  const Classifier asked = classifier();
  const std::vector<float> samples = sound(3);
  const events::FrameScores scores = in_pieces(asked, samples, samples.size());
  ASSERT_EQ(scores.num_frames, 12);
  EXPECT_EQ(scores.frame_seconds, 0.25);
  const auto feature = features::make_feature(asked.feature);
  const models::EvaluationGuard evaluation(*asked.model);
  for (const int64_t frame : {0, 5, 11}) {
    // Around (frame + 0.5) * 0.25 s, half of 0.5 s to both sides.
    const int64_t begin = 1000 + frame * 2000 - 2000;
    std::vector<float> window(4000);
    for (int64_t i = 0; i < 4000; ++i)
      if (begin + i >= 0 && begin + i < std::ssize(samples))
        window[static_cast<size_t>(i)] = samples[static_cast<size_t>(begin + i)];
    features::FeatureMatrix matrix = feature->compute(window);
    features::standardize(matrix, asked.statistics);
    const at::Tensor input =
        torch::from_blob(matrix.values.data(), {1, 1, matrix.bins, matrix.frames}).clone();
    const at::Tensor expected = at::softmax(asked.model->forward(input) / 2, 1);
    for (int64_t index = 0; index < 2; ++index)
      EXPECT_NEAR(scores.at(frame, index), expected[0][index].item<float>(), 1e-5);
  }
}

TEST(WindowTagger, PiecesDoNotMatter) {
  const Classifier asked = classifier();
  const std::vector<float> samples = sound(40);
  const events::FrameScores whole = in_pieces(asked, samples, samples.size());
  EXPECT_EQ(whole.num_frames, 160);
  for (const size_t piece : {size_t{1234}, size_t{16000}})
    EXPECT_EQ(in_pieces(asked, samples, piece).scores, whole.scores);
}

TEST(WindowTagger, ShortRecordingsAndShortWindows) {
  const Classifier asked = classifier();
  EXPECT_EQ(in_pieces(asked, sound(0.01), 10).num_frames, 1);
  WindowTagger nothing(asked, options);
  EXPECT_THROW(nothing.finish(), core::BadData);
  EXPECT_THROW(WindowTagger(asked, {.window_seconds = 0}), core::InvalidOptions);
}

TEST(WindowDetector, ComesBackFromItsFile) {
  const test::TemporaryFolder folder;
  const WindowDetector detector{
      .classifier = classifier(),
      .windows = options,
      .decoding = {{.threshold = 0.3, .low_threshold = 0.2}, {.threshold = 0.6}}};
  save_window_detector(detector, folder / "model.safetensors");
  const WindowDetector back = load_window_detector(folder / "model.safetensors");
  EXPECT_EQ(back.windows, options);
  EXPECT_EQ(back.decoding, detector.decoding);
  core::write_file_atomically(
      folder / "sound.wav",
      audio::encode_audio({.samples = sound(3), .num_channels = 1, .sample_rate = rate},
                          audio::AudioFormat::wav, audio::WavEncoding::float32));
  const RecordingEvents found = detect_recording(back, folder / "sound.wav");
  EXPECT_EQ(found.seconds, 3);
  EXPECT_EQ(found.scores.scores, in_pieces(detector.classifier, sound(3), 24000).scores);
  EXPECT_THROW(detect_recording(back, folder / "absent.wav"), core::MissingInput);
  core::write_file_atomically(
      folder / "empty.wav",
      audio::encode_audio({.samples = {}, .num_channels = 1, .sample_rate = rate},
                          audio::AudioFormat::wav));
  EXPECT_THAT([&] { detect_recording(back, folder / "empty.wav"); },
              testing::ThrowsMessage<core::BadData>(testing::HasSubstr("empty.wav")));
  // It remains a classifier's file, but a classifier's file is not one of these.
  EXPECT_EQ(load_classifier(folder / "model.safetensors").temperature, 2);
  save_classifier(detector.classifier, folder / "plain.safetensors");
  EXPECT_THROW(load_window_detector(folder / "plain.safetensors"), core::BadData);
}

}  // namespace
}  // namespace pinna::evaluation
