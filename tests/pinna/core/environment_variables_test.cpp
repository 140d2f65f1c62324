#include "pinna/core/environment_variables.h"

#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/subprocess.h"

namespace pinna::core {
namespace {

using testing::Contains;
using testing::Not;

TEST(EnvironmentVariables, NewValuesReplaceOnesOfTheSameName) {
  ::setenv("PINNA_TEST_WORD", "old", 1);
  ::setenv("PINNA_TEST_WORD_TWO", "kept", 1);
  const auto variables = environment_with({{"PINNA_TEST_WORD", "new"}});
  EXPECT_THAT(variables, Contains("PINNA_TEST_WORD=new"));
  EXPECT_THAT(variables, Not(Contains("PINNA_TEST_WORD=old")));
  EXPECT_THAT(variables, Contains("PINNA_TEST_WORD_TWO=kept"));
}

TEST(EnvironmentVariables, ReachAProgram) {
  const ProcessResult result = run_program({"printenv", "PINNA_TEST_WORD"}, "", "", 1 << 20, 60,
                                           {{"PINNA_TEST_WORD", "a = b"}});
  EXPECT_EQ(result.output, "a = b\n");
}

}  // namespace
}  // namespace pinna::core
