#include "pinna/features/tonnetz.h"

#include <array>
#include <cmath>
#include <numbers>

#include "pinna/dsp/vector_norm.h"

namespace pinna::features {
namespace {

/// Half turns that a semitone is on a circle, and the circle's radius.
struct Circle {
  double half_turns;
  double radius;
};
constexpr std::array circles{Circle{7.0 / 6, 1}, Circle{3.0 / 2, 1}, Circle{2.0 / 3, 0.5}};

std::vector<float> circle_weights(int64_t n_chroma) {
  std::vector<float> weights;
  for (const Circle& circle : circles)
    for (const double quarter : {0.5, 0.0})
      for (int64_t c = 0; c < n_chroma; ++c) {
        const double semitone = 12 * static_cast<double>(c) / static_cast<double>(n_chroma);
        weights.push_back(static_cast<float>(
            circle.radius * std::cos(std::numbers::pi * (circle.half_turns * semitone - quarter))));
      }
  return weights;
}

}  // namespace

Tonnetz::Tonnetz(const TonnetzOptions& options, const dsp::Kernels& kernels)
    : chroma_(options.chroma, kernels), circles_(circle_weights(chroma_.num_bins())) {}

BinAxis Tonnetz::bin_axis() const {
  return {.quantity = "tonal centroid",
          .names = {"fifth x", "fifth y", "minor third x", "minor third y", "major third x",
                    "major third y"}};
}

void Tonnetz::compute_into(std::span<const float> mono, FeatureMatrix& output) const {
  thread_local FeatureMatrix chroma;
  chroma_.compute_into(mono, chroma);
  dsp::normalize_columns({.values = chroma.values.data(),
                          .rows = chroma.bins,
                          .columns = chroma.frames,
                          .stride = chroma.frames},
                         1.0);
  output.reshape(num_bins(), chroma.frames);
  chroma_.kernels().mix_rows({.weights = circles_.data(),
                              .num_outputs = static_cast<int32_t>(output.bins),
                              .num_inputs = static_cast<int32_t>(chroma.bins)},
                             chroma.values.data(), chroma.frames, output.values.data());
}

}  // namespace pinna::features
