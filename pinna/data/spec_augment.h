// Random stripes of a standardised feature matrix are blanked.
#pragma once

#include <cstdint>
#include <span>

#include "pinna/core/random.h"
#include "pinna/data/augment_options.h"

namespace pinna::data {

/// What one clip becomes: channels of equal size, [channels, bins, frames].
struct InputShape {
  int64_t channels = 1;
  int64_t bins = 0;
  int64_t frames = 0;

  int64_t size() const { return channels * bins * frames; }
};

/// values [channels, bins, frames], standardised: masked places, the same in every channel, become
/// what options.fill says (training_mean: 0). Each mask has a uniform width from 0 to its fraction
/// of the axis and a uniform position.
void spec_augment(std::span<float> values, const InputShape& shape,
                  const SpecAugmentOptions& options, core::Random& random);

}  // namespace pinna::data
