// One number for the bits of many floats, to compare them with a reference's: in NumPy
// int(values.view(numpy.uint32).astype(numpy.uint64).sum()) & 0xffffffff.
#pragma once

#include <bit>
#include <cstdint>
#include <span>

namespace pinna::test {

inline uint32_t bit_digest(std::span<const float> values) {
  uint32_t sum = 0;
  for (const float value : values) sum += std::bit_cast<uint32_t>(value);
  return sum;
}

}  // namespace pinna::test
