// Impulse responses of rooms that are made up.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pinna/core/random.h"

namespace pinna::data {

/// What a drawn room sounds like.
struct Room {
  double rt60_seconds = 0.5;   ///< in which reverberation falls by 60 dB
  double direct_db = 10;       ///< energy of the direct sound above that of the reverberation
  double gap_seconds = 0.005;  ///< between the two
};

/// rt60_seconds + gap_seconds long, at `sample_rate` Hz, with energy 1: an impulse, a gap, then
/// Gaussian noise times 10^(-3 t / rt60). The impulse is first, so nothing is delayed.
std::vector<float> room_response(const Room& room, int64_t sample_rate, core::Random& random);

/// The waveform as heard in that room, as long as it was; what rings on after its end is cut.
void put_in_room(std::vector<float>& waveform, const Room& room, int64_t sample_rate,
                 core::Random& random);

}  // namespace pinna::data
