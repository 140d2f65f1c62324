#include "pinna/core/child_process.h"

#include "tests/support/shared_data.h"
#include <gtest/gtest.h>
#include <unistd.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::core {
namespace {

int wait_for(ChildProcess& child) {
  for (;;) {
    if (const auto status = child.poll()) return *status;
    ::usleep(1000);
  }
}

TEST(ChildProcess, BothOutputsGoToTheLogAndTheStatusComesBack) {
  const test::TemporaryFolder folder;
  ChildProcess child({"/bin/sh", "-c", "echo out; echo err >&2; echo $COLOUR; exit 7"},
                     folder / "log", {{"COLOUR", "blue"}});
  EXPECT_EQ(wait_for(child), 7);
  EXPECT_EQ(read_file(folder / "log"), "out\nerr\nblue\n");
}

TEST(ChildProcess, ASignalIsReportedAsAShellDoes) {
  const test::TemporaryFolder folder;
  ChildProcess child({"/bin/sh", "-c", "kill -9 $$"}, folder / "log");
  EXPECT_EQ(wait_for(child), 137);
}

TEST(ChildProcess, InterruptReachesTheChild) {
  const test::TemporaryFolder folder;
  ChildProcess child({"/bin/sleep", "60"}, folder / "log");
  child.interrupt();
  EXPECT_EQ(wait_for(child), 130);
}

TEST(ChildProcess, AMissingProgramIsAnIoError) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(ChildProcess({"/no/such/program"}, folder / "log"), IoError);
}

}  // namespace
}  // namespace pinna::core
