#include "pinna/core/interrupt.h"

#include <csignal>
#include <cstdlib>

#include <gtest/gtest.h>

namespace pinna::core {
namespace {

// Each test runs in a process of its own, because handlers and flag belong to the process.
void exit_with_state_after(int signal) {
  install_interrupt_handler();
  if (interrupt_requested()) std::exit(2);
  std::raise(signal);
  std::exit(interrupt_requested() ? 0 : 1);
}

TEST(Interrupt, FirstSignalOnlySetsTheFlag) {
  EXPECT_EXIT(exit_with_state_after(SIGINT), testing::ExitedWithCode(0), "");
  EXPECT_EXIT(exit_with_state_after(SIGTERM), testing::ExitedWithCode(0), "");
}

TEST(Interrupt, SecondSignalEndsTheProcess) {
  const auto interrupt_twice = [] {
    install_interrupt_handler();
    std::raise(SIGINT);
    std::raise(SIGINT);
    std::exit(0);
  };
  EXPECT_EXIT(interrupt_twice(), testing::ExitedWithCode(130), "");
}

}  // namespace
}  // namespace pinna::core
