// How large a picture is.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "pinna/report/figure.h"

namespace pinna::test {

/// Width and height of a PNG file; {0, 0} for other bytes.
inline std::array<int64_t, 2> png_size(const std::string& bytes) {
  if (bytes.size() < 24 || !bytes.starts_with("\x89PNG")) return {0, 0};
  const auto number = [&](size_t at) {
    int64_t value = 0;
    for (size_t i = at; i < at + 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
  };
  return {number(16), number(20)};
}

/// What a figure should have at 200 dots an inch.
inline std::array<int64_t, 2> dots_of(const report::Figure& figure) {
  const auto dots = [](double cm) { return static_cast<int64_t>(cm / 2.54 * 200 + 0.5); };
  return {dots(figure.width_cm), dots(figure.height_cm)};
}

}  // namespace pinna::test
