// Every feature under every preset of ours, on signals that break arithmetic.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "pinna/core/error.h"
#include "pinna/features/feature.h"
#include "pinna/features/feature_stream.h"

namespace pinna::features {
namespace {

std::map<std::string, std::vector<float>> hard_signals() {
  std::map<std::string, std::vector<float>> signals{{"silence", std::vector<float>(12000)},
                                                    {"constant", std::vector<float>(12000, 1.0f)},
                                                    {"impulse", std::vector<float>(12000)},
                                                    {"one sample", {0.5f}},
                                                    {"square", {}}};
  signals["impulse"][6000] = 1;
  for (int i = 0; i < 12000; ++i) signals["square"].push_back(i / 40 % 2 ? 1.0f : -1.0f);
  return signals;
}

TEST(EveryFeature, IsFiniteOnHardSignals) {
  for (const FeatureDescription& description : describe_features()) {
    const std::string toml = "type = '" + description.name + "'";
    const auto feature = make_feature(parse_feature(core::parse_toml(toml, "test")));
    for (const auto& [name, signal] : hard_signals()) {
      if (feature->num_frames(static_cast<int64_t>(signal.size())) == 0) {
        EXPECT_THROW(feature->compute(signal), core::BadData) << description.name << " of " << name;
        continue;
      }
      const FeatureMatrix matrix = feature->compute(signal);
      EXPECT_TRUE(std::ranges::all_of(matrix.values, [](float v) { return std::isfinite(v); }))
          << description.name << " of " << name;
    }
  }
}

int64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  int64_t pages = 0, resident_pages = 0;
  file >> pages >> resident_pages;
  return resident_pages * sysconf(_SC_PAGESIZE);
}

TEST(EveryStream, EightHoursOfSilenceAreFiniteAndTakeNoMoreMemoryThanOneMinute) {
  const std::vector<float> minute(22050 * 60);
  for (const std::string toml : {"type = 'log_mel'\ntop_db = 'none'", "type = 'pcen'",
                                 "type = 'mfcc'\ntop_db = 'none'", "type = 'spectral_centroid'"}) {
    const auto feature = make_feature(parse_feature(core::parse_toml(toml, "test")));
    const auto stream = feature->make_stream();
    FeatureMatrix frames;
    stream->push(minute, frames);
    const int64_t resident = resident_bytes();
    int64_t num_frames = frames.frames;
    bool is_finite = true;
    for (int i = 1; i < 8 * 60; ++i) {
      stream->push(minute, frames);
      num_frames += frames.frames;
      is_finite &= std::ranges::all_of(frames.values, [](float v) { return std::isfinite(v); });
    }
    stream->finish(frames);
    EXPECT_TRUE(is_finite) << toml;
    EXPECT_EQ(num_frames + frames.frames, feature->num_frames(8 * 60 * std::ssize(minute))) << toml;
    EXPECT_LT(resident_bytes(), resident + (16 << 20)) << toml;
  }
}

}  // namespace
}  // namespace pinna::features
