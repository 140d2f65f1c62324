// Lengths at which transforms are quick.
#pragma once

#include <cstdint>

namespace pinna::dsp {

/// The shortest length of at least `needed` that is a power of two times 1, 3, 5 or 9, and a
/// multiple of 8.
int64_t quick_transform_length(int64_t needed);

}  // namespace pinna::dsp
