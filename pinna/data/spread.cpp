#include "pinna/data/spread.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace pinna::data {

Spread spread_of(std::vector<double> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const size_t middle = values.size() / 2;
  const double median =
      values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  return {.minimum = values.front(), .median = median, .maximum = values.back()};
}

nlohmann::ordered_json to_json(const Spread& spread) {
  return {{"minimum", spread.minimum}, {"median", spread.median}, {"maximum", spread.maximum}};
}

}  // namespace pinna::data
