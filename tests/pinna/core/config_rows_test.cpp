#include "pinna/core/config_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::core {
namespace {

TEST(ConfigRows, PathsAndTomlTextsInOrder) {
  const ConfigTable table = parse_toml(
      "name = 'x'\nempty = []\n[training]\nepochs = 3\n[training.optimizer]\nrate = 0.5\n"
      "[feature]\nchannels = [{ type = 'mel' }]\n",
      "recipe.toml");
  using Row = std::pair<std::string, std::string>;
  EXPECT_THAT(config_rows(table),
              testing::UnorderedElementsAre(Row("name", "\"x\""), Row("empty", "[]"),
                                            Row("training.epochs", "3"),
                                            Row("training.optimizer.rate", "0.5"),
                                            Row("feature.channels", "[{ type = \"mel\" }]")));
  EXPECT_TRUE(config_rows({}).empty());
}

}  // namespace
}  // namespace pinna::core
