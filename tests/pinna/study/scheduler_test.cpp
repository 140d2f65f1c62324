#include "pinna/study/scheduler.h"

#include "tests/support/shared_data.h"
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/files.h"

namespace pinna::study {
namespace {

namespace fs = std::filesystem;
using runs::RunKey;
using runs::StudyFolder;

class SchedulerOfShells : public testing::Test {
 protected:
  /// Runs `script` in place of every training; $FOLD, $RUN are set before it.
  void run(const std::string& script, int64_t jobs) {
    hooks_.worker_command = [script](const RunKey& key, const fs::path& run) {
      return std::vector<std::string>{
          "/bin/sh", "-c", fmt::format("FOLD={} RUN='{}'\n{}", key.fold, run.string(), script)};
    };
    const StudyFolder study = StudyFolder::create(folder_ / "study", core::ConfigTable{});
    std::vector<PlannedRun> planned;
    for (const int64_t fold : {1, 2, 3}) planned.push_back({.key = {"arm", fold, 1}, .epochs = 1});
    Scheduler(study, planned, jobs, hooks_).run();
  }
  test::TemporaryFolder folder_;
  StudyHooks hooks_;
};

TEST_F(SchedulerOfShells, EveryPlannedRunIsStarted) {
  run(fmt::format("touch {}/$FOLD", folder_.path().string()), 2);
  for (const char* fold : {"1", "2", "3"}) EXPECT_TRUE(fs::exists(folder_ / fold));
}

TEST_F(SchedulerOfShells, TheFirstFailureKeepsItsKindAndItsLastLine) {
  try {
    run(fmt::format(
            "touch {}/$FOLD; if [ $FOLD = 2 ]; then echo first; echo no such clip >&2; exit 66; fi",
            folder_.path().string()),
        1);
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_EQ(error.kind(), core::ErrorKind::missing_input);
    EXPECT_THAT(error.what(),
                testing::AllOf(testing::HasSubstr("fold 2"), testing::HasSubstr("no such clip")));
  }
  EXPECT_TRUE(fs::exists(folder_ / "3")) << "the runs after a failure go on";
}

/// Arm b waits for arm a of its fold, arm c for arm b.
TEST_F(SchedulerOfShells, ARunWaitsForTheRunsThatItNeeds) {
  const StudyFolder study = StudyFolder::create(folder_ / "study", core::ConfigTable{});
  const auto complete = [&](const RunKey& key) {
    return fmt::format(
        "mkdir -p $RUN && echo 'name = \"x\"' > $RUN/recipe.toml && echo '{{}}' > "
        "$RUN/environment.json && touch $RUN/DONE $RUN/scores.json $RUN/predictions.csv "
        "$RUN/README.md && echo {} >> {}/order",
        key.arm, folder_.path().string());
  };
  hooks_.worker_command = [&](const RunKey& key, const fs::path& run) {
    const std::string script = key.arm == "a" && key.fold == 2 ? "exit 65" : complete(key);
    return std::vector<std::string>{"/bin/sh", "-c",
                                    fmt::format("RUN='{}'; sleep 0.1; {}", run.string(), script)};
  };
  std::vector<PlannedRun> planned;
  for (const char* arm : {"c", "b", "a"})
    for (const int64_t fold : {2, 1}) {
      planned.push_back({.key = {arm, fold, 1}});
      if (*arm > 'a') planned.back().needs.push_back({std::string(1, *arm - 1), fold, 1});
    }
  EXPECT_THROW(Scheduler(study, planned, 2, hooks_).run(), core::Error);
  EXPECT_EQ(core::read_file(folder_ / "order"), "a\nb\nc\n") << "of fold 2 none could begin";
}

TEST_F(SchedulerOfShells, AStopInterruptsTheWorkersOnceAndStartsNoMore) {
  int polls = 0;
  hooks_.stop_requested = [&] { return ++polls == 2; };
  const std::string script = fmt::format(
      "trap 'echo int >> {0}/signals; exit 130' INT; touch {0}/$FOLD; while :; do sleep 0.05; done",
      folder_.path().string());
  EXPECT_THROW(run(script, 2), core::Interrupted);
  EXPECT_EQ(core::read_file(folder_ / "signals"), "int\nint\n");
  EXPECT_FALSE(fs::exists(folder_ / "3"));
}

}  // namespace
}  // namespace pinna::study
