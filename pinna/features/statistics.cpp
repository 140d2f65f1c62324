#include "pinna/features/statistics.h"

#include <cmath>
#include <span>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

/// Deviations below this part of the mean are float rounding: the bin is constant.
constexpr double rounding_noise = 1e-6;

[[noreturn]] void throw_bins_differ(int64_t got, size_t expected) {
  throw core::BadData({.what = "feature matrix",
                       .got = fmt::format("{} bins", got),
                       .expected = fmt::format("{} bins", expected),
                       .fix = "use the feature options that the statistics were made with"});
}

}  // namespace

void BinStatisticsBuilder::add(const FeatureMatrix& features) {
  if (features.frames == 0) return;
  if (num_frames_ > 0 && features.bins != static_cast<int64_t>(mean_.size()))
    throw_bins_differ(features.bins, mean_.size());
  std::vector<double> mean, squares;
  for (int64_t bin = 0; bin < features.bins; ++bin) {
    const std::span<const float> row = features.row(bin);
    double sum = 0;
    for (const float value : row) sum += value;
    const double center = sum / static_cast<double>(row.size());
    if (!std::isfinite(center))
      throw core::BadData({.what = fmt::format("feature bin {}", bin),
                           .got = "values that are not finite",
                           .expected = "finite values"});
    double spread = 0;
    for (const float value : row) spread += (value - center) * (value - center);
    mean.push_back(center);
    squares.push_back(spread);
  }
  combine(features.frames, mean, squares);
}

void BinStatisticsBuilder::merge(const BinStatisticsBuilder& other) {
  if (other.num_frames_ == 0) return;
  if (num_frames_ > 0 && other.mean_.size() != mean_.size())
    throw_bins_differ(static_cast<int64_t>(other.mean_.size()), mean_.size());
  combine(other.num_frames_, other.mean_, other.squares_);
}

void BinStatisticsBuilder::combine(int64_t num_frames, const std::vector<double>& mean,
                                   const std::vector<double>& squares) {
  mean_.resize(mean.size());
  squares_.resize(mean.size());
  const auto own = static_cast<double>(num_frames_);
  const auto added = static_cast<double>(num_frames);
  for (size_t bin = 0; bin < mean.size(); ++bin) {
    const double distance = mean[bin] - mean_[bin];
    mean_[bin] += distance * added / (own + added);
    squares_[bin] += squares[bin] + distance * distance * own * added / (own + added);
  }
  num_frames_ += num_frames;
}

BinStatistics BinStatisticsBuilder::finish() const {
  if (num_frames_ == 0)
    throw core::BadData({.what = "feature statistics",
                         .got = "no frames",
                         .expected = "at least one clip with a frame"});
  BinStatistics statistics;
  for (size_t bin = 0; bin < mean_.size(); ++bin) {
    const double deviation = std::sqrt(squares_[bin] / static_cast<double>(num_frames_));
    const bool varies = deviation > rounding_noise * std::abs(mean_[bin]);
    statistics.mean.push_back(static_cast<float>(mean_[bin]));
    statistics.deviation.push_back(varies ? static_cast<float>(deviation) : 1.0f);
  }
  return statistics;
}

void standardize(FeatureMatrix& features, const BinStatistics& statistics) {
  if (features.bins != statistics.num_bins())
    throw_bins_differ(features.bins, statistics.mean.size());
  for (int64_t bin = 0; bin < features.bins; ++bin) {
    const float mean = statistics.mean[static_cast<size_t>(bin)];
    const float scale = 1 / statistics.deviation[static_cast<size_t>(bin)];
    float* row = features.values.data() + bin * features.frames;
    for (int64_t frame = 0; frame < features.frames; ++frame)
      row[frame] = (row[frame] - mean) * scale;
  }
}

}  // namespace pinna::features
