#include "pinna/report/learning_curves.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::report {
namespace {

using testing::HasSubstr;
using testing::Not;

using Logs = std::vector<std::vector<core::MetricRecord>>;

std::vector<core::MetricRecord> log_of(std::vector<double> losses) {
  std::vector<core::MetricRecord> log;
  for (const double loss : losses)
    log.push_back({.epoch = static_cast<int64_t>(log.size()) + 1,
                   .values = {{std::string(core::metric::train_loss), loss},
                              {std::string(core::metric::train_accuracy), 0.5}}});
  return log;
}

TEST(LearningCurves, MeanGoesAsFarAsAllRunsReach) {
  const Logs logs{log_of({3, 2, 1}), log_of({1, 1})};
  const std::string script = learning_curves(logs).script;
  EXPECT_THAT(script, HasSubstr("mean << END\n1 2\n2 1.5\nEND\n"));
  EXPECT_THAT(script, HasSubstr("all << END\n1 3\n2 2\n3 1\n\n1 1\n2 1\n\nEND\n"));
}

TEST(LearningCurves, ValidationAppearsOnlyWhereItWasLogged) {
  Logs logs{log_of({3, 2})};
  EXPECT_THAT(render(learning_curves(logs), FigureFormat::svg),
              testing::AllOf(HasSubstr("training"), HasSubstr("accuracy [%]"),
                             Not(HasSubstr("validation"))));
  logs[0][1].values.emplace_back(core::metric::validation_loss, 2.5);
  logs[0][0].values.emplace_back(core::metric::validation_loss, 2.0);
  EXPECT_THAT(render(learning_curves(logs), FigureFormat::svg), HasSubstr("validation"));
}

TEST(LearningCurves, OneEpochAndNaNsAreDrawn) {
  EXPECT_NO_THROW(render(learning_curves(Logs{log_of({2})}), FigureFormat::svg));
  EXPECT_NO_THROW(render(learning_curves(Logs{log_of({2, std::nan(""), 1})}), FigureFormat::svg));
}

TEST(LearningCurves, RunsWithoutEpochsAreLeftOutOrRefused) {
  EXPECT_NO_THROW(learning_curves(Logs{log_of({}), log_of({1})}));
  EXPECT_THROW(learning_curves(Logs{log_of({})}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::report
