// Every feature under every preset of ours, on signals that break arithmetic.
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/features/feature.h"

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

}  // namespace
}  // namespace pinna::features
