#include "pinna/report/numbered_points.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace pinna::report {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr double points_of_text = 7.5;
constexpr PanelPlace wide_frame{.left = 0, .right = 9, .bottom = 0, .top = 7};

bool texts_overlap(const Spot& a, const TextPlace& at, const Spot& b, const TextPlace& bt) {
  const double height = 0.75 * line_height_cm(points_of_text);
  return std::abs(at.x - bt.x) < (a.text_width + b.text_width) / 2 - 1e-6 &&
         std::abs(at.y - bt.y) < height - 1e-6;
}

TEST(NumberedPoints, ALonelyNumberStandsAtTheRight) {
  const Spot spot = number_spot(4, 3, 1);
  const TextPlace place = texts_beside({spot}, {}, wide_frame, points_of_text).front();
  EXPECT_GT(place.x, 4);
  EXPECT_EQ(place.y, 3);
  EXPECT_FALSE(place.is_far);
  // At the right edge it turns to the left, off an obstacle upward.
  EXPECT_LT(texts_beside({number_spot(8.95, 3, 1)}, {}, wide_frame, points_of_text)[0].x, 8.95);
  EXPECT_GT(texts_beside({spot}, {{0, 9, 2.98, 3.02}}, wide_frame, points_of_text)[0].y, 3.1);
}

TEST(NumberedPoints, NumbersOfOnePlaceSpreadAndHaveLines) {
  const std::vector<Spot> spots(12, number_spot(4, 3, 10));
  const auto places = texts_beside(spots, {}, wide_frame, points_of_text);
  for (size_t i = 0; i < places.size(); ++i)
    for (size_t j = 0; j < i; ++j)
      EXPECT_FALSE(texts_overlap(spots[i], places[i], spots[j], places[j])) << i << " " << j;
  EXPECT_TRUE(places.back().is_far);
  EXPECT_THAT(numbers_beside(spots, places, {9, 7}), HasSubstr("set arrow from screen 0.44444"));
}

RC_GTEST_PROP(NumberedPoints, TwentyNumbersNeverOverlap, ()) {
  std::vector<Spot> spots;
  for (size_t number = 1; number <= 20; ++number)
    spots.push_back(number_spot(*rc::gen::inRange(20, 880) / 100.0,
                                *rc::gen::inRange(20, 680) / 100.0, number));
  const auto places = texts_beside(spots, {}, wide_frame, points_of_text);
  for (size_t i = 0; i < places.size(); ++i)
    for (size_t j = 0; j < i; ++j)
      RC_ASSERT(!texts_overlap(spots[i], places[i], spots[j], places[j]));
}

TEST(NumberedPoints, TheListNumbersArmsAndMarksTheBaseline) {
  const std::vector<ListEntry> entries{
      {"crnn", ListMark::diamond}, {"film_a"}, {"it's"}, {"bars", ListMark::none}};
  const std::string script = name_list(entries, wide_frame, {9, 7});
  EXPECT_THAT(script, testing::AllOf(HasSubstr("point pointtype 12"), HasSubstr("'film a'"),
                                     HasSubstr("set label '2' at"), HasSubstr("'it’s'"),
                                     Not(HasSubstr("set label '3' at"))));
  // Twice as many entries as fit below one another take two columns.
  EXPECT_DOUBLE_EQ(name_list_cm(std::vector<ListEntry>(8, {"name"}), 4 * line_height_cm(7.5)),
                   2 * name_list_cm({{"name"}}, 4));
  EXPECT_EQ(name_list_cm({}, 4), 0);
}

}  // namespace
}  // namespace pinna::report
