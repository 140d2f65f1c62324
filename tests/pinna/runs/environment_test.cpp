#include "pinna/runs/environment.h"

#include "tests/support/example_run.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace pinna::runs {
namespace {

TEST(Environment, DescribesThisMachine) {
  const Environment here = this_environment();
  EXPECT_GE(here.processors, 1);
  EXPECT_THAT(here.system, testing::HasSubstr("Linux"));
  EXPECT_THAT(here.started, testing::MatchesRegex("20..-..-..T..:..:..Z"));
  EXPECT_EQ(environment_from_json(to_json(here), "environment.json"), here);
}

TEST(Environment, ReadsBackExactly) {
  EXPECT_EQ(environment_from_json(to_json(test::example_environment()), "environment.json"),
            test::example_environment());
}

}  // namespace
}  // namespace pinna::runs
