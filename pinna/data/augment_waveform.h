// Random changes to the samples of one clip.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pinna/core/random.h"
#include "pinna/data/augment_options.h"

namespace pinna::data {

/// InvalidOptions, as check_options, also where a smallest value lies above the greatest.
void require_valid(const AugmentOptions& options);

/// Samples that augment_waveform returns for a clip of `num_samples`: the crop's, or all.
/// InvalidOptions if the crop is longer than the clip.
int64_t num_augmented_samples(const AugmentOptions& options, int64_t num_samples,
                              int64_t sample_rate);

/// In this order: a cyclic shift of up to shift_seconds either way, a crop at a random place,
/// another speed, a gain of up to gain_db either way; a room; the other sign; coloured noise; a
/// silenced part with fades of 5 ms. The clip is read as a loop: at half speed its first half fills
/// the length, at double speed it is heard twice. Between samples: cubic Hermite (Catmull-Rom). The
/// first four draw the same numbers whichever of them are on, and the others draw after them.
std::vector<float> augment_waveform(std::span<const float> waveform, int64_t sample_rate,
                                    const AugmentOptions& options, core::Random& random);

}  // namespace pinna::data
