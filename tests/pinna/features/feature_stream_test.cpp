#include "pinna/features/feature_stream.h"

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
  options.mel.spectrum.hop_length = *rc::gen::element<int64_t>(37, 64, 300);
  options.mel.spectrum.center = *rc::gen::arbitrary<bool>();
  options.mel.spectrum.pad_mode =
      *rc::gen::element(dsp::PadMode::constant, dsp::PadMode::reflect, dsp::PadMode::replicate);
  options.mel.n_mels = 8;
  const auto feature = make_feature(options);
  const auto length = *rc::gen::inRange<int64_t>(401, 20000);
  const std::vector<float> clip = test::noise_clip(length);
  const FeatureMatrix whole = feature->compute(clip);
  const FeatureMatrix pieces = test::streamed(*feature, clip, *rc::gen::arbitrary<uint64_t>());
  RC_ASSERT(pieces.frames == whole.frames);
  RC_ASSERT(pieces.values == whole.values);
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

TEST(FeatureStream, TooShortStreamsAreRefused) {
  LogMelOptions options = local_log_mel();
  options.mel.spectrum.center = false;
  const auto feature = make_feature(options);
  const auto stream = feature->make_stream();
  FeatureMatrix frames;
  stream->push(test::noise_clip(1023), frames);
  EXPECT_THROW(stream->finish(frames), core::BadData);
}

}  // namespace
}  // namespace pinna::features
