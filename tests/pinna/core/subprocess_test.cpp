#include "pinna/core/subprocess.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

TEST(RunProgram, CollectsBothOutputsAndTheStatus) {
  const auto result = run_program({"sh", "-c", "echo out; echo err >&2; exit 3"});
  EXPECT_EQ(result.output, "out\n");
  EXPECT_EQ(result.errors, "err\n");
  EXPECT_EQ(result.exit_status, 3);
}

TEST(RunProgram, InputOfAnySizePassesThrough) {
  std::string input(3 << 20, 'x');
  input[1000] = '\0';
  EXPECT_EQ(run_program({"cat"}, input).output, input);
}

TEST(RunProgram, InputNobodyReadsDoesNoHarm) {
  EXPECT_EQ(run_program({"true"}, std::string(1 << 20, 'x')).exit_status, 0);
}

TEST(RunProgram, ArgumentsReachTheProgramUnchanged) {
  EXPECT_EQ(run_program({"printf", "%s", "a b; $HOME `id` 'q'"}).output, "a b; $HOME `id` 'q'");
}

TEST(RunProgram, SignalsBecome128PlusTheirNumber) {
  EXPECT_EQ(run_program({"sh", "-c", "kill -9 $$"}).exit_status, 128 + 9);
}

TEST(RunProgram, MissingProgramIsNamedWithTheFix) {
  try {
    run_program({"no-such-program-anywhere"}, "", "apt-get install it");
    FAIL();
  } catch (const IoError& error) {
    EXPECT_THAT(error.what(), testing::AllOf(testing::HasSubstr("no-such-program-anywhere"),
                                             testing::HasSubstr("apt-get install it")));
  }
}

TEST(RunProgram, EndlessOutputIsStopped) {
  EXPECT_THROW(run_program({"yes"}, "", "", 1 << 20), IoError);
}

TEST(RunProgram, WhatTakesTooLongIsStopped) {
  const auto start = std::chrono::steady_clock::now();
  try {
    run_program({"sleep", "60"}, "", "wait no longer", 1 << 20, 0.1);
    FAIL();
  } catch (const IoError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("sleep was stopped: got no end after 0.1 s"));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
}

TEST(RunProgram, ALimitOfTimeThatIsKeptChangesNothing) {
  EXPECT_EQ(run_program({"echo", "in time"}, "", "", 1 << 20, 60).output, "in time\n");
}

}  // namespace
}  // namespace pinna::core
