// A curve in one line of text.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace pinna::core {

/// One of eight block characters a column, from the least value to the greatest; values beyond
/// `columns` are averaged. Values that are not finite are left out. Equal values give a low line;
/// none give an empty text.
std::string sparkline(std::span<const double> values, int64_t columns);

}  // namespace pinna::core
