// Smallest, middle and largest of some numbers.
#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace pinna::data {

struct Spread {
  double minimum = 0;
  double median = 0;  ///< the mean of the two middle values for an even count
  double maximum = 0;
};

/// Zeros for no values.
Spread spread_of(std::vector<double> values);

nlohmann::ordered_json to_json(const Spread& spread);

}  // namespace pinna::data
