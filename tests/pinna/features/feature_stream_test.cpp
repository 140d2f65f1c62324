#include "pinna/features/feature_stream.h"

#include <algorithm>
#include <cmath>

#include "tests/pinna/features/streaming.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"

namespace pinna::features {
namespace {

using testing::HasSubstr;

LogMelOptions local_log_mel() {
  LogMelOptions options;
  options.level.top_db = std::nullopt;
  return options;
}

RC_GTEST_PROP(FeatureStream, AnyChunksGiveTheFramesOfTheWholeClip, ()) {
  LogMelOptions options = local_log_mel();
  options.mel.spectrum.n_fft = *rc::gen::element<int64_t>(100, 256, 401);
  options.mel.spectrum.hop_length = *rc::gen::element<int64_t>(37, 64, 128, 300);
  options.mel.spectrum.center = *rc::gen::arbitrary<bool>();
  options.mel.spectrum.pad_mode =
      *rc::gen::element(dsp::PadMode::constant, dsp::PadMode::reflect, dsp::PadMode::replicate);
  options.mel.n_mels = 8;
  const auto feature = make_feature(options);
  const auto length = *rc::gen::oneOf(
      rc::gen::inRange<int64_t>(401, 20000),
      rc::gen::map(rc::gen::inRange<int64_t>(4, 160), [](int64_t hops) { return 128 * hops; }));
  const std::vector<float> clip = test::noise_clip(length);
  const FeatureMatrix whole = feature->compute(clip);
  const FeatureMatrix pieces = test::streamed(*feature, clip, *rc::gen::arbitrary<uint64_t>());
  RC_ASSERT(pieces.frames == whole.frames);
  RC_ASSERT(pieces.values == whole.values);
}

/// The feature with these settings or, where that needs the whole clip, with what its error says to
/// change; null where nothing helps.
std::unique_ptr<Feature> streamable(const std::string& toml) {
  for (const std::string change :
       {"", "top_db = 'none'", "tuning = 0.0", "output = 'voiced_prob'"}) {
    try {
      auto feature = make_feature(parse_feature(core::parse_toml(toml + "\n" + change, "test")));
      feature->make_stream();
      return feature;
    } catch (const core::InvalidOptions&) {
      continue;
    }
  }
  return nullptr;
}

// The last frame of 8192 samples is centred on the end: half of it is reflected.
TEST(FeatureStream, EveryFeatureGivesTheFramesOfAClipOfWholeHops) {
  const std::vector<float> clip = test::noise_clip(8192);
  for (const FeatureDescription& description : describe_features()) {
    SCOPED_TRACE(description.name);
    const auto feature = streamable("type = '" + description.name + "'");
    if (!feature) {
      ADD_FAILURE();
      continue;
    }
    const FeatureMatrix whole = feature->compute(clip);
    const FeatureMatrix pieces = test::streamed(*feature, clip, 1);
    const auto [lowest, highest] = std::ranges::minmax(whole.values);
    EXPECT_LE(test::largest_difference(pieces, whole),
              1e-5 * std::max(std::abs(lowest), std::abs(highest)));
  }
}

TEST(FeatureStream, FramesComeWithinTheStatedLatency) {
  const auto feature = make_feature(local_log_mel());
  const auto stream = feature->make_stream();
  FeatureMatrix frames;
  int64_t seen = 0, got = 0;
  for (int i = 0; i < 400; ++i) {
    stream->push(test::noise_clip(250), frames);
    seen += 250;
    got += frames.frames;
    const int64_t due = seen - stream->latency_samples();
    EXPECT_GE(got, due < 0 ? 0 : due / feature->hop_length() + 1);
  }
}

TEST(FeatureStream, FeaturesOfTheWholeClipSayWhatToChange) {
  try {
    make_feature(LogMelOptions{})->make_stream();
    FAIL() << "top_db = 80 was streamed";
  } catch (const core::InvalidOptions& error) {
    EXPECT_THAT(error.what(), HasSubstr("top_db"));
  }
}

std::string message_of(const auto& refused) {
  try {
    refused();
  } catch (const core::BadData& error) {
    return error.what();
  }
  return "nothing was refused";
}

TEST(FeatureStream, TooShortClipsAndStreamsAreToldWhatTheyLack) {
  struct Case {
    std::string toml;
    int64_t num_samples;
    std::string message;
  };
  for (const auto& [toml, num_samples, message] :
       {Case{"type = 'rms'", 0, "waveform: got 0 samples, expected at least 1"},
        Case{"type = 'cqt'", 0, "waveform: got 0 samples, expected at least 1"},
        Case{"type = 'gammatone'", 0, "waveform: got 0 samples, expected at least 1"},
        Case{"type = 'rms'\ncenter = false", 0, "waveform: got 0 samples, expected at least 1024"},
        Case{
            "type = 'mel'\ncenter = false", 1023,
            "waveform: got 1023 samples, expected at least 1024; pad the clip, shorten the frames, "
            "or set center = true"},
        Case{"type = 'kaldi_fbank'\nsample_rate = 16000\nsnip_edges = true", 399,
             "waveform: got 399 samples, expected at least 400; pad the clip, lower frame_length, "
             "or set snip_edges = false"},
        Case{"type = 'kaldi_fbank'\nsample_rate = 16000\nsnip_edges = false", 79,
             "waveform: got 79 samples, expected at least 80"}}) {
    const auto feature = streamable(toml);
    const std::vector<float> clip = test::noise_clip(num_samples);
    EXPECT_EQ(message_of([&] { feature->compute(clip); }), message);
    const auto stream = feature->make_stream();
    FeatureMatrix frames;
    stream->push(clip, frames);
    EXPECT_EQ(message_of([&] { stream->finish(frames); }), message);
  }
}

}  // namespace
}  // namespace pinna::features
