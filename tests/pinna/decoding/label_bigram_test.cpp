#include "pinna/decoding/label_bigram.h"

#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::decoding {
namespace {

const std::vector<std::string> labels{"a", "b", "c"};

/// One recording with the labels one after another; the list is not in their order.
events::EventTable recording(const std::string& text) {
  std::vector<events::Event> events;
  for (size_t i = text.size(); i-- > 0;)
    events.push_back({static_cast<double>(i), static_cast<double>(i) + 2, std::string(1, text[i])});
  return {{"x", events}};
}

TEST(LabelBigram, CountsAreSmoothedAsWittenAndBell) {
  const LabelBigram model(recording("abacab"), labels);
  // Events: a 3, b 2, c 1; with one more of each 4, 3, 2 of 9.
  EXPECT_DOUBLE_EQ(model.probability(0), 4.0 / 9);
  // After a: b twice, c once; two kinds.
  EXPECT_DOUBLE_EQ(model.probability(1, 0), (2 + 2 * 3.0 / 9) / 5);
  EXPECT_DOUBLE_EQ(model.probability(0, 0), 2 * 4.0 / 9 / 5);
  EXPECT_DOUBLE_EQ(model.first_probability(0), (1 + 4.0 / 9) / 2);
  // Nothing was seen after c but a.
  EXPECT_DOUBLE_EQ(model.probability(2, 2), 2.0 / 9 / 2);
}

TEST(LabelBigram, ProbabilitiesAddUpToOne) {
  const LabelBigram model(recording("abacab"), labels);
  for (int64_t previous = 0; previous < 3; ++previous) {
    double sum = 0;
    for (int64_t label = 0; label < 3; ++label) sum += model.probability(label, previous);
    EXPECT_NEAR(sum, 1, 1e-12);
  }
}

TEST(LabelBigram, UnknownAndDoubledLabelsAreRefused) {
  EXPECT_THROW(LabelBigram(recording("abx"), labels), core::BadData);
  EXPECT_THROW(LabelBigram({}, {"a", "a"}), core::InvalidOptions);
  EXPECT_THROW(LabelBigram({}, {}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::decoding
