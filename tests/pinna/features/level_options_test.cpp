#include "pinna/features/level_options.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/features/feature.h"

namespace pinna::features {
namespace {

using testing::HasSubstr;
using testing::IsSupersetOf;

std::unique_ptr<Feature> limited(std::string_view feature, double lowest_db, double highest_db) {
  core::ConfigTable table;
  table.set("type", {std::string(feature), {}});
  table.set("lowest_db", {lowest_db, {}});
  table.set("highest_db", {highest_db, {}});
  return make_feature(parse_feature(table));
}

std::vector<std::string> features_with_levels() {
  std::vector<std::string> names;
  for (const FeatureDescription& feature : describe_channels()) {
    core::ConfigTable table;
    table.set("type", {feature.name, {}});
    const std::vector<std::string> keys = channel_keys(table, "");
    if (std::ranges::find(keys, "lowest_db") != keys.end()) names.push_back(feature.name);
  }
  return names;
}

TEST(LevelOptions, NoFeatureTakesALowestLevelThatIsNotBelowTheHighest) {
  const std::vector<std::string> names = features_with_levels();
  EXPECT_THAT(names, IsSupersetOf({"spectrogram", "log_mel", "mfcc", "lfcc", "cqt", "vqt",
                                   "gammatone", "delta", "onset_strength"}));
  for (const std::string& name : names) {
    EXPECT_NO_THROW(limited(name, -60, -20)) << name;
    for (const double lowest_db : {-20.0, 0.0}) try {
        limited(name, lowest_db, -20);
        ADD_FAILURE() << name;
      } catch (const core::InvalidOptions& error) {
        EXPECT_THAT(error.what(), HasSubstr("lowest_db")) << name;
        EXPECT_THAT(error.what(), HasSubstr("below highest_db = -20 dB")) << name;
      }
  }
}

}  // namespace
}  // namespace pinna::features
