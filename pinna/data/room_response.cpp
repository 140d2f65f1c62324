#include "pinna/data/room_response.h"

#include <algorithm>
#include <cmath>

#include "pinna/dsp/convolve.h"

namespace pinna::data {

std::vector<float> room_response(const Room& room, int64_t sample_rate, core::Random& random) {
  const auto rate = static_cast<double>(sample_rate);
  const int64_t gap = std::max<int64_t>(1, std::llround(room.gap_seconds * rate));
  const int64_t length = std::max<int64_t>(1, std::llround(room.rt60_seconds * rate));
  std::vector<double> tail;
  double energy = 0;
  for (int64_t i = 0; i < length; ++i) {
    tail.push_back(random.normal() *
                   std::pow(10, -3 * static_cast<double>(i) / (room.rt60_seconds * rate)));
    energy += tail.back() * tail.back();
  }
  const double reverberation = 1 / (1 + std::pow(10, room.direct_db / 10));
  const double scale = energy > 0 ? std::sqrt(reverberation / energy) : 0;
  std::vector<float> response(static_cast<size_t>(gap));
  response[0] = static_cast<float>(std::sqrt(1 - reverberation));
  for (const double sample : tail) response.push_back(static_cast<float>(scale * sample));
  return response;
}

void put_in_room(std::vector<float>& waveform, const Room& room, int64_t sample_rate,
                 core::Random& random) {
  waveform = dsp::convolve(waveform, room_response(room, sample_rate, random));
}

}  // namespace pinna::data
