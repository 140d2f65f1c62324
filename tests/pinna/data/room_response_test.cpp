#include "pinna/data/room_response.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace pinna::data {
namespace {

constexpr int64_t rate = 16000;

/// Seconds in which the backward integral of the energy (Schroeder 1965) falls from -5 to -25 dB,
/// times three; by a straight line through the two crossings.
double measured_rt60(const std::vector<float>& response, int64_t first) {
  std::vector<double> left(response.size() + 1);
  for (size_t i = response.size(); i-- > 0;)
    left[i] = left[i + 1] + double{response[i]} * response[i];
  const auto start = static_cast<size_t>(first);
  const auto crossing = [&](double db) {
    size_t i = start;
    while (left[i] > left[start] * std::pow(10, db / 10)) ++i;
    return static_cast<double>(i) / rate;
  };
  return 3 * (crossing(-25) - crossing(-5));
}

TEST(RoomResponse, DecaysInItsTime) {
  for (const double seconds : {0.2, 0.5, 1.0}) {
    core::Random random(3);
    const auto response = room_response({.rt60_seconds = seconds}, rate, random);
    EXPECT_NEAR(measured_rt60(response, 80), seconds, 0.15 * seconds);
  }
}

TEST(RoomResponse, EnergyIsOneAndSharedAsAsked) {
  for (const double direct_db : {-10.0, 0.0, 10.0}) {
    core::Random random(4);
    const auto response =
        room_response({.direct_db = direct_db, .gap_seconds = 0.01}, rate, random);
    double tail = 0;
    for (size_t i = 1; i < response.size(); ++i) tail += double{response[i]} * response[i];
    const double direct = double{response[0]} * response[0];
    EXPECT_NEAR(direct + tail, 1, 1e-5);
    EXPECT_NEAR(10 * std::log10(direct / tail), direct_db, 1e-3);
    EXPECT_TRUE(std::all_of(response.begin() + 1, response.begin() + 160,
                            [](float sample) { return sample == 0; }));
    EXPECT_NE(response[160], 0);
  }
}

TEST(RoomResponse, ClickRingsAsTheRoomDoesAndKeepsItsLength) {
  std::vector<float> click(5000);
  click[100] = 0.5F;
  core::Random random(5), again(5);
  const Room room{.rt60_seconds = 0.1};
  put_in_room(click, room, rate, random);
  const auto response = room_response(room, rate, again);
  ASSERT_EQ(click.size(), 5000U);
  for (size_t i = 0; i < response.size(); ++i)
    ASSERT_NEAR(click[100 + i], 0.5F * response[i], 1e-6);
}

TEST(RoomResponse, ShortRoomsAndRatesAreWhole) {
  core::Random random(6);
  EXPECT_EQ(room_response({.rt60_seconds = 0.01, .gap_seconds = 0}, 8, random).size(), 2U);
}

}  // namespace
}  // namespace pinna::data
