// What stored features are compared with.
#pragma once

#include <cstdint>

namespace pinna::features {

/// Part of every key under which features are stored. Raise it in the commit that changes the
/// numbers of any feature, or the samples that clips are read into, by more than rounding.
inline constexpr int64_t feature_version = 3;

}  // namespace pinna::features
