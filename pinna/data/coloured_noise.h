// Noise whose spectrum rises or falls by so many decibels an octave.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "pinna/core/random.h"

namespace pinna::data {

enum class NoiseColour { white, pink, brown, blue, violet };

inline constexpr std::array all_noise_colours{NoiseColour::white, NoiseColour::pink,
                                              NoiseColour::brown, NoiseColour::blue,
                                              NoiseColour::violet};

/// Of the power spectrum [dB per octave]: 0, -3.01, -6.02, 3.01, 6.02.
double slope_of(NoiseColour colour);

/// A loop of 2^18 samples of that colour, with mean square 1, made once in a process: Gaussian
/// white noise whose transform is multiplied with frequency^(slope / 6.02). Below the 1000th part
/// of the sample rate every colour is flat. The same on every processor to 1e-5.
std::span<const float> noise_loop(NoiseColour colour);

/// Adds noise, from a random place of its loop on, `snr_db` below the mean square of the samples
/// that are not exact zeros. Silence stays silence.
void add_noise(std::span<float> waveform, NoiseColour colour, double snr_db, core::Random& random);

}  // namespace pinna::data
