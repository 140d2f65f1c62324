#include "pinna/features/stack_stream.h"

#include <gtest/gtest.h>

#include "pinna/features/feature_options.h"

namespace pinna::features {
namespace {

std::unique_ptr<Feature> pcen_and_percussion() {
  return make_feature(parse_feature(core::parse_toml(
      "type = 'stack'\nchannels = [{ type = 'pcen' }, { type = 'hpss_percussive' }]\nbins = 16",
      "")));
}

TEST(StackStream, WaitsForTheSlowestChannel) {
  const auto stack = pcen_and_percussion();
  const auto slowest = make_feature(HpssPercussiveOptions{});
  EXPECT_EQ(stack->make_stream()->latency_samples(), slowest->make_stream()->latency_samples());
}

TEST(StackStream, HoursOfSilenceAreGivenFrameByFrame) {
  const auto stack = pcen_and_percussion();
  const auto stream = stack->make_stream();
  const std::vector<float> second(22050);
  FeatureMatrix frames;
  int64_t num_frames = 0;
  for (int i = 0; i < 300; ++i) {
    stream->push(second, frames);
    num_frames += frames.frames;
    EXPECT_LE(frames.frames, 300);
    const int64_t heard = int64_t{22050} * (i + 1) / 512;
    EXPECT_GE(num_frames, heard - stream->latency_samples() / 512 - 1);
  }
  stream->finish(frames);
  EXPECT_EQ(num_frames + frames.frames, stack->num_frames(300 * 22050));
}

}  // namespace
}  // namespace pinna::features
