// Seeds and random numbers that depend on nothing but their key: the same seed, stream name and
// indices give the same numbers in any order, thread or process, so that nothing has to be saved.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <random>
#include <span>
#include <string_view>
#include <utility>

namespace pinna::core {

/// An independent seed for one use, such as derive_seed(seed, "augment", {epoch, clip}).
uint64_t derive_seed(uint64_t seed, std::string_view stream,
                     std::initializer_list<int64_t> indices = {});

/// std::mt19937_64 with distributions of our own, because the standard's differ between libraries.
class Random {
 public:
  explicit Random(uint64_t seed) : engine_(seed) {}
  Random(uint64_t seed, std::string_view stream, std::initializer_list<int64_t> indices = {})
      : engine_(derive_seed(seed, stream, indices)) {}

  /// Uniform in [0, 1), 53 random bits.
  double uniform();
  /// Uniform in [low, high).
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  /// Uniform integer in [0, count); throws Bug unless count >= 1.
  int64_t below(int64_t count);
  /// Normal with mean 0 and standard deviation 1 (polar Box-Muller).
  double normal();
  /// Beta(a, b) for mixing weights; a, b > 0 (Johnk's rejection for small, gamma ratio otherwise).
  double beta(double a, double b);
  /// Gamma(shape) with scale 1; shape > 0 (Marsaglia and Tsang 2000).
  double gamma(double shape);
  bool chance(double probability) { return uniform() < probability; }

  /// Fisher-Yates.
  template <class T>
  void shuffle(std::span<T> items) {
    for (int64_t i = static_cast<int64_t>(items.size()) - 1; i > 0; --i)
      std::swap(items[static_cast<size_t>(i)], items[static_cast<size_t>(below(i + 1))]);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace pinna::core
