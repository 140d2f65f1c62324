// The level of a signal: peak and RMS (loudness.h has LUFS), and the mono mix.
#pragma once

#include <span>

#include "pinna/audio/waveform.h"

namespace pinna::audio {

/// The mean of all channels.
Waveform to_mono(const Waveform& waveform);

/// max |x|; 0 without samples.
double peak(std::span<const float> samples);

/// sqrt(mean x^2), summed in double precision; 0 without samples.
double rms(std::span<const float> samples);

/// Amplitude to decibels relative to full scale: 20 log10(amplitude), so a full-scale square wave
/// is 0 dBFS and a full-scale sine's RMS -3.01 dBFS; -infinity for 0.
double dbfs(double amplitude);

}  // namespace pinna::audio
