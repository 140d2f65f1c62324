#include "pinna/runs/label_sharing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::runs {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::ThrowsMessage;

TEST(LabelSharing, MissingLabelsAreThoseOfOthers) {
  EXPECT_THAT(missing_labels({{"a", {"rain", "dog"}}, {"b", {"dog"}}, {"c", {"siren", "dog"}}}),
              ElementsAre(Pair("a", ElementsAre("siren")), Pair("b", ElementsAre("rain", "siren")),
                          Pair("c", ElementsAre("rain"))));
  EXPECT_TRUE(missing_labels({{"a", {"rain", "dog"}}, {"b", {"dog", "rain"}}}).empty());
}

TEST(LabelSharing, ANetworkThatSharesNothingIsRefused) {
  EXPECT_THAT(
      [] {
        require_shared_labels({{"a", {"dog", "rain"}}, {"b", {"dog"}}, {"c", {"siren"}}});
      },
      ThrowsMessage<core::InvalidOptions>(
          AllOf(HasSubstr("c with siren"), HasSubstr("dog, rain"))));
  EXPECT_NO_THROW(require_shared_labels({{"a", {"dog", "rain"}}, {"b", {"dog"}}}));
  EXPECT_NO_THROW(require_shared_labels({{"a", {"dog"}}}));
  EXPECT_NO_THROW(require_shared_labels({}));
}

}  // namespace
}  // namespace pinna::runs
