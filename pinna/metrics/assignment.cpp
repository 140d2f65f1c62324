#include "pinna/metrics/assignment.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

/// Rows, of which there are no more than columns, get columns one after the other along cheapest
/// augmenting paths. Column 0 stands for "none"; rows and columns are numbered from 1.
class CheapestColumns {
 public:
  CheapestColumns(const std::vector<double>& weights, size_t rows, size_t columns, bool transposed)
      : weights_(weights),
        columns_(columns),
        stride_(transposed ? rows : columns),
        transposed_(transposed),
        row_price_(rows + 1),
        column_price_(columns + 1),
        row_of_(columns + 1) {
    for (size_t row = 1; row <= rows; ++row) add(row);
  }

  /// Of each column 1 .. columns, or 0.
  const std::vector<size_t>& row_of() const { return row_of_; }

 private:
  double cost(size_t row, size_t column) const {
    return transposed_ ? -weights_[(column - 1) * stride_ + row - 1]
                       : -weights_[(row - 1) * stride_ + column - 1];
  }

  void add(size_t row) {
    row_of_[0] = row;
    std::vector<double> distance(columns_ + 1, std::numeric_limits<double>::infinity());
    std::vector<bool> reached(columns_ + 1);
    std::vector<size_t> from(columns_ + 1);
    size_t at = 0;
    while (row_of_[at] != 0) at = step(at, distance, reached, from);
    for (; at != 0; at = from[at]) row_of_[at] = row_of_[from[at]];
  }

  /// From column `at` to the nearest one that is not reached yet.
  size_t step(size_t at, std::vector<double>& distance, std::vector<bool>& reached,
              std::vector<size_t>& from) {
    reached[at] = true;
    size_t nearest = 0;
    for (size_t j = 1; j <= columns_; ++j) {
      if (reached[j]) continue;
      const double reduced = cost(row_of_[at], j) - row_price_[row_of_[at]] - column_price_[j];
      if (reduced < distance[j]) {
        distance[j] = reduced;
        from[j] = at;
      }
      if (nearest == 0 || distance[j] < distance[nearest]) nearest = j;
    }
    const double delta = distance[nearest];
    for (size_t j = 0; j <= columns_; ++j) {
      if (reached[j]) {
        row_price_[row_of_[j]] += delta;
        column_price_[j] -= delta;
      } else {
        distance[j] -= delta;
      }
    }
    return nearest;
  }

  const std::vector<double>& weights_;
  size_t columns_;
  size_t stride_;
  bool transposed_;
  std::vector<double> row_price_, column_price_;
  std::vector<size_t> row_of_;
};

}  // namespace

std::vector<int64_t> heaviest_pairs(const std::vector<double>& weights, int64_t num_left,
                                    int64_t num_right) {
  if (std::ssize(weights) != num_left * num_right)
    throw core::InvalidOptions({.what = "weights of pairs",
                                .got = fmt::to_string(weights.size()),
                                .expected = fmt::format("{} x {}", num_left, num_right)});
  const bool transposed = num_left > num_right;
  const CheapestColumns columns(weights, static_cast<size_t>(std::min(num_left, num_right)),
                                static_cast<size_t>(std::max(num_left, num_right)), transposed);
  std::vector<int64_t> partners(static_cast<size_t>(num_left), -1);
  for (size_t column = 1; column < columns.row_of().size(); ++column) {
    const size_t row = columns.row_of()[column];
    if (row == 0) continue;
    const size_t left = (transposed ? column : row) - 1;
    const size_t right = (transposed ? row : column) - 1;
    if (weights[left * static_cast<size_t>(num_right) + right] > 0)
      partners[left] = static_cast<int64_t>(right);
  }
  return partners;
}

}  // namespace pinna::metrics
