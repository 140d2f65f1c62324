#include "pinna/core/sparkline.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace pinna::core {

std::string sparkline(std::span<const double> values, int64_t columns) {
  std::vector<double> kept;
  for (const double value : values)
    if (std::isfinite(value)) kept.push_back(value);
  const auto count = static_cast<int64_t>(kept.size());
  if (count == 0 || columns < 1) return "";
  std::vector<double> means;
  for (int64_t column = 0; column < std::min(count, columns); ++column) {
    const int64_t begin = column * count / std::min(count, columns);
    const int64_t end = (column + 1) * count / std::min(count, columns);
    double sum = 0;
    for (int64_t i = begin; i < end; ++i) sum += kept[static_cast<size_t>(i)];
    means.push_back(sum / static_cast<double>(end - begin));
  }
  static constexpr const char* blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const auto [least, greatest] = std::minmax_element(means.begin(), means.end());
  const double span = *greatest - *least;
  std::string line;
  for (const double mean : means)
    line += blocks[span > 0 ? std::lround(7 * (mean - *least) / span) : 0];
  return line;
}

}  // namespace pinna::core
