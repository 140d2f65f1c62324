// Numbers as bytes of a file.
#pragma once

#include <cstddef>
#include <string>

namespace pinna::tracking {

template <class Unsigned>
void append_little_endian(std::string& bytes, Unsigned value) {
  for (size_t i = 0; i < sizeof value; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFF);
}

template <class Unsigned>
void append_big_endian(std::string& bytes, Unsigned value) {
  for (size_t i = sizeof value; i-- > 0;) bytes += static_cast<char>(value >> (8 * i) & 0xFF);
}

}  // namespace pinna::tracking
