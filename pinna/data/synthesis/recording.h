// From the sound of one family to a clip as a person would have recorded it: a room, a microphone,
// background noise, and a level.
#pragma once

#include <cstdint>
#include <vector>

#include "pinna/data/synthesis/event_track.h"

namespace pinna::data {

/// The track through a room (outdoors often none), the band of a microphone, and pink to brown
/// background noise, partly with mains hum. The signal-to-noise ratio (RMS within the events
/// against the background's) lies between 0 and 30 dB and the RMS level between -36 and -14 dBFS,
/// the same for every family, so that neither tells them apart. Room, microphone and background are
/// properties of the source. Peaks stay at or below 0.95.
std::vector<float> record(const EventTrack& track, Take& take);

}  // namespace pinna::data
