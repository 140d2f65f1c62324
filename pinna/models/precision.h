// The number format of a network's heavy operations. Free of torch, so options can hold it.
#pragma once

#include <array>
#include <utility>

#include "pinna/core/options.h"

namespace pinna::models {

enum class Precision {
  automatic,  ///< bfloat16 where the processor multiplies it natively, float32 elsewhere
  float32,
  bfloat16,  ///< convolutions and products in bfloat16, weights and statistics in float32
};

/// Whether this processor has bfloat16 instructions (AVX512_BF16; every processor with AMX has it
/// too). Without them bfloat16 is emulated and slower than float32.
bool has_native_bfloat16();

/// float32 or bfloat16: `automatic` is decided by has_native_bfloat16().
Precision resolve(Precision precision);

}  // namespace pinna::models

template <>
struct pinna::core::EnumNames<pinna::models::Precision> {
  static constexpr std::array names{std::pair{models::Precision::automatic, "auto"},
                                    std::pair{models::Precision::float32, "float32"},
                                    std::pair{models::Precision::bfloat16, "bfloat16"}};
};
