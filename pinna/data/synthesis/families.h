// The ten families of sounds: one function each, from a take's random parameters to samples. Levels
// are arbitrary; recording.h brings them to a level, a room and a background.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "pinna/data/synthesis/event_track.h"

namespace pinna::data {

/// Drops as noise bursts and ringing bubbles (van den Doel 2005) over the hiss of distant ones.
EventTrack rain(Take& take);
/// Noise through resonances that a wandering gust strength tunes, over buffeting at the microphone.
EventTrack wind(Take& take);
/// Heavy-tailed random cracks through short resonances, over a lapping rumble and hiss, the three
/// parts that Farnell ("Designing Sound", 2010, chapter "Fire") tells apart.
EventTrack crackling_fire(Take& take);
/// Tick and tock of an escapement: three small impacts each, on two slightly different bodies.
EventTrack clock_tick(Take& take);
/// Modal synthesis with the partials of a church bell, each split into a beating pair.
EventTrack church_bells(Take& take);
/// A harmonic tone through a horn: wail, yelp or two alternating notes.
EventTrack siren(Take& take);
/// Firing pulses of one to eight cylinders through exhaust resonances, with noise in every pulse.
EventTrack engine(Take& take);
/// Phrases of frequency-modulated whistles, from a repertoire of a few syllables.
EventTrack chirping_birds(Take& take);
/// Heel, toe and scuff at a walking pace on a floor that rings or crunches.
EventTrack footsteps(Take& take);
/// Two to five knuckle blows on the plate modes of a door, once or more often.
EventTrack door_wood_knock(Take& take);

/// A category of ESC-50, by its name and target number, and how it is imitated.
struct SoundFamily {
  std::string_view category;
  int64_t target;
  EventTrack (*synthesize)(Take&);
};

/// All families in the order of their target numbers.
inline constexpr std::array<SoundFamily, 10> sound_families{{
    {"rain", 10, rain},
    {"crackling_fire", 12, crackling_fire},
    {"chirping_birds", 14, chirping_birds},
    {"wind", 16, wind},
    {"footsteps", 25, footsteps},
    {"door_wood_knock", 30, door_wood_knock},
    {"clock_tick", 38, clock_tick},
    {"siren", 42, siren},
    {"engine", 44, engine},
    {"church_bells", 46, church_bells},
}};

}  // namespace pinna::data
