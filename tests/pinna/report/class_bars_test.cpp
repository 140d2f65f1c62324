#include "pinna/report/class_bars.h"

#include "tests/support/example_run.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::report {
namespace {

TEST(ClassBars, ClassesAreSortedByRecall) {
  const auto scores = metrics::score(test::example_predictions(2));
  EXPECT_THAT(class_bars(scores).script,
              testing::HasSubstr("set ytics ('rain' 0, 'dog' 1, '<b>bell</b>' 2)"));
  EXPECT_THAT(render(class_bars(scores), FigureFormat::svg), testing::HasSubstr("95 % interval"));
}

TEST(ClassBars, NoClassesAreRefused) {
  EXPECT_THROW(class_bars({}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::report
