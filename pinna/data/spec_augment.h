// Random stripes of a standardised feature matrix are blanked.
#pragma once

#include <cstdint>
#include <span>

#include "pinna/core/random.h"
#include "pinna/data/augment_options.h"

namespace pinna::data {

/// values [bins, frames], standardised: masked places become 0, the mean over the training clips.
/// Each mask has a uniform width from 0 to its fraction of the axis and a uniform position.
void spec_augment(std::span<float> values, int64_t frames, const SpecAugmentOptions& options,
                  core::Random& random);

}  // namespace pinna::data
