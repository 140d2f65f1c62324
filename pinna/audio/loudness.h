// Loudness after ITU-R BS.1770-4.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "pinna/audio/waveform.h"

namespace pinna::audio {

/// One second-order section: y = b0 x + b1 x' + b2 x'' - a1 y' - a2 y''.
struct Biquad {
  double b0 = 1, b1 = 0, b2 = 0, a1 = 0, a2 = 0;
};

/// BS.1770's high shelf and high pass at any sample rate of at least 4000 Hz: the analogue filters
/// behind the recommendation's 48 kHz coefficients, transformed bilinearly.
std::array<Biquad, 2> k_weighting(int64_t sample_rate);

/// The samples after both sections, from rest: rumble below 40 Hz is taken away, treble lifted by
/// 4 dB, much as the ear hears it.
std::vector<float> k_weighted(std::span<const float> samples, int64_t sample_rate);

/// Integrated loudness [LUFS]: K weighting, 400 ms blocks with 75 % overlap, an absolute gate at
/// -70 LUFS and a relative one 10 LU below the mean of the blocks that pass it. Channels: 1 to 6 in
/// WAV order (L R C LFE Ls Rs; 4: L R Ls Rs; 5: L R C Ls Rs), surrounds weighted by 1.41, LFE left
/// out; mono counts as one front channel. -infinity if no block passes the gate (silence).
/// BadData for less than 400 ms, more than 6 channels or a sample rate below 4000 Hz.
double loudness_lufs(const Waveform& waveform);

}  // namespace pinna::audio
