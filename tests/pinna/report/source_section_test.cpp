#include "pinna/report/source_section.h"

#include "tests/support/example_run.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::report {
namespace {

using testing::AllOf;
using testing::HasSubstr;

metrics::ClipPredictions example() {
  auto predictions = test::example_predictions(2);  // clips 1 and 5 are wrong
  predictions.groups = {"a", "a", "b", "b", "c", "<d>"};
  return predictions;
}

TEST(SourceSection, ErrorsAreToldByRecording) {
  EXPECT_THAT(source_section(example()),
              AllOf(HasSubstr("Errors: 2, from 2 of 4 source recordings, half of them from 1."),
                    HasSubstr("nothing is recognised: 1."), HasSubstr("accuracy is 62.5 %"),
                    HasSubstr("&lt;d&gt;"), HasSubstr("The 2 recordings with most errors")));
}

TEST(SourceSection, WithoutSourcesOrTakesThereIsNone) {
  auto predictions = example();
  predictions.groups = {"a", "b", "c", "d", "e", "f"};
  EXPECT_EQ(source_section(predictions), "");
  predictions.groups.clear();
  EXPECT_EQ(source_section(predictions), "");
}

}  // namespace
}  // namespace pinna::report
