// The size of a vector by which it is divided: the norms of numpy and librosa.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <variant>

#include "pinna/core/options.h"

namespace pinna::dsp {

/// inf: the largest absolute value. none: vectors stay as they are.
enum class NormWord { inf, none };

/// A number p > 0 stands for (sum |x|^p)^(1/p).
using VectorNorm = std::variant<double, NormWord>;

/// What to divide a vector of these magnitudes by: its norm, or 1 where that is below the smallest
/// normal single-precision number (librosa.util.normalize 0.11).
double vector_size(std::span<const double> magnitudes, const VectorNorm& norm);

/// A matrix of which each column is a vector: value [row, column] at row * stride + column.
struct ColumnView {
  float* values = nullptr;
  int64_t rows = 0;
  int64_t columns = 0;
  int64_t stride = 0;
};

/// Divides each column by its vector_size.
void normalize_columns(const ColumnView& matrix, const VectorNorm& norm);

}  // namespace pinna::dsp

template <>
struct pinna::core::EnumNames<pinna::dsp::NormWord> {
  static constexpr std::array names{std::pair{dsp::NormWord::inf, "inf"},
                                    std::pair{dsp::NormWord::none, "none"}};
};
