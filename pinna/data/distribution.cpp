#include "pinna/data/distribution.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::data {
namespace {

/// Draws until a value lies within; a distribution that hardly reaches its range gives its nearer
/// end.
double draw_truncated(const TruncatedNormal& o, core::Random& random) {
  constexpr int most_draws = 1000;
  for (int i = 0; i < most_draws; ++i) {
    const double value = o.mean + o.deviation * random.normal();
    if (value >= o.low && value <= o.high) return value;
  }
  return std::clamp(o.mean, o.low, o.high);
}

struct Draw {
  core::Random& random;
  double operator()(const Constant& o) const { return o.value; }
  double operator()(const Uniform& o) const { return random.uniform(o.low, o.high); }
  double operator()(const Normal& o) const { return o.mean + o.deviation * random.normal(); }
  double operator()(const TruncatedNormal& o) const { return draw_truncated(o, random); }
  double operator()(const Choose& o) const {
    return o.values[static_cast<size_t>(random.below(std::ssize(o.values)))];
  }
  double operator()(const ChooseWeighted& o) const {
    return o.values[static_cast<size_t>(draw_index(o.weights, random))];
  }
};

core::Range range_of(const std::vector<double>& values) {
  if (values.empty()) return {.low = 1, .high = 0};
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return {.low = *low, .high = *high};
}

struct Support {
  core::Range operator()(const Constant& o) const { return {.low = o.value, .high = o.value}; }
  core::Range operator()(const Uniform& o) const { return {.low = o.low, .high = o.high}; }
  core::Range operator()(const Normal&) const { return core::any_number(); }
  core::Range operator()(const TruncatedNormal& o) const { return {.low = o.low, .high = o.high}; }
  core::Range operator()(const Choose& o) const { return range_of(o.values); }
  core::Range operator()(const ChooseWeighted& o) const { return range_of(o.values); }
};

bool has_fitting_weights(const Distribution& distribution) {
  const auto* weighted = std::get_if<ChooseWeighted>(&distribution);
  if (!weighted) return true;
  return weighted->weights.size() == weighted->values.size() &&
         std::accumulate(weighted->weights.begin(), weighted->weights.end(), 0.0) > 0;
}

}  // namespace

core::Range support_of(const Distribution& distribution) {
  return std::visit(Support{}, distribution);
}

void check_distribution(const Distribution& distribution, std::string_view what,
                        const core::Range& allowed) {
  const core::Range support = support_of(distribution);
  if (support.low > support.high)
    throw core::InvalidOptions({.what = std::string(what),
                                .got = fmt::format("from {} to {}", support.low, support.high),
                                .expected = "something to draw from"});
  if (!has_fitting_weights(distribution))
    throw core::InvalidOptions({.what = fmt::format("{}.weights", what),
                                .expected = "one for each value, their sum above 0"});
  if (support.low < allowed.low || support.high > allowed.high)
    throw core::InvalidOptions({.what = std::string(what),
                                .got = fmt::format("from {} to {}", support.low, support.high),
                                .expected = allowed.to_string()});
}

double draw(const Distribution& distribution, core::Random& random) {
  return std::visit(Draw{random}, distribution);
}

int64_t draw_index(const std::vector<double>& weights, core::Random& random) {
  double left = random.uniform() * std::accumulate(weights.begin(), weights.end(), 0.0);
  for (size_t i = 0; i < weights.size(); ++i) {
    left -= weights[i];
    if (left < 0 && weights[i] > 0) return static_cast<int64_t>(i);
  }
  const auto last =
      std::find_if(weights.rbegin(), weights.rend(), [](double weight) { return weight > 0; });
  return std::distance(weights.begin(), last.base()) - 1;
}

}  // namespace pinna::data
