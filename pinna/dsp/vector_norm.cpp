#include "pinna/dsp/vector_norm.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace pinna::dsp {
namespace {

double guarded(double size) {
  return size < static_cast<double>(std::numeric_limits<float>::min()) ? 1 : size;
}

/// sums[c] += |value|^exponent, or the largest |value|.
void accumulate(const float* row, int64_t columns, const VectorNorm& norm, double* sums) {
  if (std::holds_alternative<NormWord>(norm)) {
    for (int64_t c = 0; c < columns; ++c)
      sums[c] = std::max(sums[c], static_cast<double>(std::abs(row[c])));
    return;
  }
  const double exponent = std::get<double>(norm);
  if (exponent == 1) {
    for (int64_t c = 0; c < columns; ++c) sums[c] += static_cast<double>(std::abs(row[c]));
  } else if (exponent == 2) {
    for (int64_t c = 0; c < columns; ++c) sums[c] += static_cast<double>(row[c]) * row[c];
  } else {
    for (int64_t c = 0; c < columns; ++c)
      sums[c] += std::pow(static_cast<double>(std::abs(row[c])), exponent);
  }
}

/// The norm whose accumulated value is `sum`.
double size_of(double sum, const VectorNorm& norm) {
  if (std::holds_alternative<NormWord>(norm)) return guarded(sum);
  const double exponent = std::get<double>(norm);
  return guarded(exponent == 1   ? sum
                 : exponent == 2 ? std::sqrt(sum)
                                 : std::pow(sum, 1 / exponent));
}

bool is_none(const VectorNorm& norm) {
  const auto* word = std::get_if<NormWord>(&norm);
  return word && *word == NormWord::none;
}

}  // namespace

double vector_size(std::span<const double> magnitudes, const VectorNorm& norm) {
  if (is_none(norm)) return 1;
  double sum = 0;
  for (const double magnitude : magnitudes)
    sum = std::holds_alternative<NormWord>(norm)
              ? std::max(sum, magnitude)
              : sum + std::pow(magnitude, std::get<double>(norm));
  return size_of(sum, norm);
}

void normalize_columns(const ColumnView& matrix, const VectorNorm& norm) {
  if (is_none(norm)) return;
  thread_local std::vector<double> sizes;
  sizes.assign(static_cast<size_t>(matrix.columns), 0.0);
  for (int64_t row = 0; row < matrix.rows; ++row)
    accumulate(matrix.values + row * matrix.stride, matrix.columns, norm, sizes.data());
  for (double& size : sizes) size = size_of(size, norm);
  for (int64_t row = 0; row < matrix.rows; ++row) {
    float* values = matrix.values + row * matrix.stride;
    for (int64_t c = 0; c < matrix.columns; ++c)
      values[c] =
          static_cast<float>(static_cast<double>(values[c]) / sizes[static_cast<size_t>(c)]);
  }
}

}  // namespace pinna::dsp
