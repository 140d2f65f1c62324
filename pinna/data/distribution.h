// A random number as a recipe describes it, in Scaper's words.
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/core/random.h"

namespace pinna::data {

struct Constant {
  static constexpr std::string_view type_name = "const";
  double value = 0;
  static void fields(auto&& field) { field("value", &Constant::value, "always this"); }
  bool operator==(const Constant&) const = default;
};

struct Uniform {
  static constexpr std::string_view type_name = "uniform";
  double low = 0;
  double high = 1;
  static void fields(auto&& field) {
    field("low", &Uniform::low, "lowest value");
    field("high", &Uniform::high, "highest value");
  }
  bool operator==(const Uniform&) const = default;
};

struct Normal {
  static constexpr std::string_view type_name = "normal";
  double mean = 0;
  double deviation = 1;
  static void fields(auto&& field) {
    field("mean", &Normal::mean, "of all values");
    field("deviation", &Normal::deviation, "standard deviation", core::at_least(0));
  }
  bool operator==(const Normal&) const = default;
};

/// A normal distribution whose values beyond the ends are drawn again.
struct TruncatedNormal {
  static constexpr std::string_view type_name = "truncnorm";
  double mean = 0;
  double deviation = 1;
  double low = -1;
  double high = 1;
  static void fields(auto&& field) {
    field("mean", &TruncatedNormal::mean, "before truncation");
    field("deviation", &TruncatedNormal::deviation, "before truncation", core::at_least(0));
    field("low", &TruncatedNormal::low, "lowest value");
    field("high", &TruncatedNormal::high, "highest value");
  }
  bool operator==(const TruncatedNormal&) const = default;
};

struct Choose {
  static constexpr std::string_view type_name = "choose";
  std::vector<double> values = {0};
  static void fields(auto&& field) { field("values", &Choose::values, "one of these"); }
  bool operator==(const Choose&) const = default;
};

struct ChooseWeighted {
  static constexpr std::string_view type_name = "choose_weighted";
  std::vector<double> values = {0};
  std::vector<double> weights = {1};
  static void fields(auto&& field) {
    field("values", &ChooseWeighted::values, "one of these");
    field("weights", &ChooseWeighted::weights, "how often, in proportion", core::at_least(0));
  }
  bool operator==(const ChooseWeighted&) const = default;
};

using Distribution =
    std::variant<Constant, Uniform, Normal, TruncatedNormal, Choose, ChooseWeighted>;

/// Smallest and largest value that can come out; infinite for a normal distribution.
core::Range support_of(const Distribution& distribution);

/// InvalidOptions naming `what` for ends in the wrong order, nothing to choose from, weights that
/// do not fit, and values that may lie outside `allowed`.
void check_distribution(const Distribution& distribution, std::string_view what,
                        const core::Range& allowed);

double draw(const Distribution& distribution, core::Random& random);

/// An index in proportion to the weights, of which one at least is above 0.
int64_t draw_index(const std::vector<double>& weights, core::Random& random);

}  // namespace pinna::data
