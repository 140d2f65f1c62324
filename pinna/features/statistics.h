// Mean and deviation of each bin over a set of clips, and standardisation with them.
#pragma once

#include <cstdint>
#include <vector>

#include "pinna/features/feature_matrix.h"

namespace pinna::features {

/// One value for each bin. The deviation is never 0: a bin that is constant (to a millionth of its
/// mean) has deviation 1.
struct BinStatistics {
  std::vector<float> mean = {};
  std::vector<float> deviation = {};  ///< population standard deviation

  /// Mean 0 and deviation 1: standardising changes nothing.
  static BinStatistics none(int64_t num_bins) {
    const auto size = static_cast<size_t>(num_bins);
    return {.mean = std::vector<float>(size), .deviation = std::vector<float>(size, 1)};
  }

  int64_t num_bins() const { return static_cast<int64_t>(mean.size()); }
  bool operator==(const BinStatistics&) const = default;
};

/// Collects clip by clip; builders of parts of a set can be merged (Chan, Golub and LeVeque 1979).
/// The result depends on the order of merging only by rounding in double.
class BinStatisticsBuilder {
 public:
  /// The first matrix fixes the number of bins; BadData for another number or non-finite values.
  void add(const FeatureMatrix& features);
  void merge(const BinStatisticsBuilder& other);
  /// Frames seen so far.
  int64_t num_frames() const { return num_frames_; }
  /// BadData unless at least one frame was added.
  BinStatistics finish() const;

 private:
  void combine(int64_t num_frames, const std::vector<double>& mean,
               const std::vector<double>& squares);

  int64_t num_frames_ = 0;
  std::vector<double> mean_;
  std::vector<double> squares_;  // sums of squared distances from the mean
};

/// (value - mean) / deviation, bin by bin; BadData if the numbers of bins differ.
void standardize(FeatureMatrix& features, const BinStatistics& statistics);

}  // namespace pinna::features
