#include "pinna/study/check_arms.h"

#include <list>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/features/feature.h"
#include "pinna/study/parts.h"
#include "pinna/study/run_loaders.h"

namespace pinna::study {
namespace {

/// The data of recipes, each read once.
class DataOnce {
 public:
  RunData& of(const Recipe& recipe) {
    for (auto& [read_for, data] : read_)
      if (reads_the_same(read_for, recipe)) return data;
    return read_.emplace_back(recipe, read_undivided(recipe)).second;
  }

 private:
  static bool reads_the_same(const Recipe& a, const Recipe& b) {
    return a.data == b.data && a.input == b.input && detects_events(a) == detects_events(b) &&
           combines(a) == combines(b) && is_joint(a) == is_joint(b);
  }

  std::list<std::pair<Recipe, RunData>> read_;
};

/// The clips that every run of the arm is tested on, fold after fold. Throws now what every worker
/// would have thrown later.
std::vector<std::string> tested_clips(const StudyRecipe& study, const Recipe& arm, RunData& data) {
  std::vector<std::string> clips;
  for (const int64_t fold : study.study.folds)
    for (const uint64_t seed : study.study.seeds) {
      Recipe run = arm;
      run.fold = fold;
      run.seed = seed;
      divide(data, run);
      check_parts(run, study);
      for (const int64_t i : data.split.test)
        clips.push_back(
            fmt::format("{} as {}", data.table.clip(i).id,
                        data.table.labels[static_cast<size_t>(data.table.clip(i).target)]));
    }
  return clips;
}

void require_same_tests(const Arm& arm, const std::vector<std::string>& tested, const Arm& first,
                        const std::vector<std::string>& tested_by_first) {
  if (tested == tested_by_first) return;
  throw core::InvalidOptions(
      {.what = fmt::format("arm {} is tested on other clips than arm {}", arm.name, first.name),
       .got = fmt::format("{} tests of a clip or other labels", tested.size()),
       .expected = fmt::format("the same {}", tested_by_first.size()),
       .where = fmt::format("[study.{}]", arm.name),
       .fix = "make studies of their own of different data"});
}

}  // namespace

void check_arms(const StudyRecipe& study) {
  struct Question {
    const Arm* first = nullptr;
    std::vector<std::string> tested = {};
  };
  std::map<bool, Question> questions;  // whether it is about events
  DataOnce data;
  for (const Arm& arm : study.arms) {
    features::make_feature(arm.recipe.feature);
    auto tested = tested_clips(study, arm.recipe, data.of(arm.recipe));
    Question& question = questions[detects_events(arm.recipe)];
    if (!question.first) question = {&arm, tested};
    require_same_tests(arm, tested, *question.first, question.tested);
  }
}

}  // namespace pinna::study
