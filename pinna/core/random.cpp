#include "pinna/core/random.h"

#include <cmath>
#include <string>

#include <xxhash.h>

#include "pinna/core/error.h"

namespace pinna::core {

uint64_t derive_seed(uint64_t seed, std::string_view stream,
                     std::initializer_list<int64_t> indices) {
  std::string key(stream);
  for (int64_t index : indices) {
    key += '/';
    key += std::to_string(index);
  }
  return XXH3_64bits_withSeed(key.data(), key.size(), seed);
}

double Random::uniform() {
  return static_cast<double>(engine_() >> 11) * 0x1.0p-53;
}

int64_t Random::below(int64_t count) {
  if (count < 1)
    throw Bug({.what = "Random::below", .got = std::to_string(count), .expected = ">= 1"});
  // Lemire 2019: multiply and reject, unbiased.
  const auto range = static_cast<uint64_t>(count);
  const uint64_t threshold = -range % range;
  for (;;) {
    const auto product = static_cast<unsigned __int128>(engine_()) * range;
    if (static_cast<uint64_t>(product) >= threshold) return static_cast<int64_t>(product >> 64);
  }
}

double Random::normal() {
  for (;;) {
    const double u = uniform(-1, 1);
    const double v = uniform(-1, 1);
    const double s = u * u + v * v;
    if (s > 0 && s < 1) return u * std::sqrt(-2 * std::log(s) / s);
  }
}

double Random::gamma(double shape) {
  if (shape < 1) return gamma(shape + 1) * std::pow(1 - uniform(), 1 / shape);
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = normal();
    const double v = std::pow(1 + c * x, 3);
    if (v > 0 && std::log(1 - uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
  }
}

double Random::beta(double a, double b) {
  if (a < 1 && b < 1) {  // Johnk: the gamma ratio underflows to 0/0 for tiny shapes.
    for (;;) {
      const double u = uniform();
      const double v = uniform();
      const double x = std::pow(u, 1 / a);
      const double y = std::pow(v, 1 / b);
      if (x + y > 1 || u + v == 0) continue;
      if (x + y > 0) return x / (x + y);
      return 1 / (1 + std::exp(std::log(v) / b - std::log(u) / a));  // both powers underflowed
    }
  }
  const double x = gamma(a);
  const double y = gamma(b);
  return x / (x + y);
}

}  // namespace pinna::core
