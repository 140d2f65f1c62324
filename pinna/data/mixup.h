// Weighted sums of the clips of a batch.
#pragma once

#include <cstdint>

#include "pinna/core/random.h"
#include "pinna/data/augment_options.h"
#include "pinna/data/batch.h"

namespace pinna::data {

/// Whether the schedule of `options` mixes in `epoch` (from 0) of `num_epochs`.
bool mixes_in_epoch(const MixupOptions& options, int64_t epoch, int64_t num_epochs);

/// With the given probability, turns clip i with input x and target y into w x + (1 - w) x' and
/// w y + (1 - w) y', where the prime marks another clip of the batch and w ~ Beta(alpha, alpha) is
/// drawn for each clip (Zhang et al. 2018, equation 1). A batch of one stays as it is.
void mixup(Batch& batch, const MixupOptions& options, core::Random& random);

}  // namespace pinna::data
