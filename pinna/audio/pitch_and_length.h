// Pitch and length changed independently of one another, by SoundTouch's overlap-add.
#pragma once

#include "pinna/audio/waveform.h"

namespace pinna::audio {

/// Every channel `semitones` higher and `stretch` times as long: round(frames * stretch) frames.
/// Nothing asked for returns the waveform unchanged. InvalidOptions for more than 24 semitones
/// either way, a stretch outside [0.25, 4], or more than 16 channels.
Waveform change_pitch_and_length(const Waveform& waveform, double semitones, double stretch);

}  // namespace pinna::audio
