#include "pinna/report/feature_panel.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::report {
namespace {

features::BinAxis part_of(features::BinAxis axis, size_t first, size_t count) {
  const auto cut = [&](auto& list) {
    if (list.size() >= first + count && list.size() != count)
      list = {list.begin() + static_cast<std::ptrdiff_t>(first),
              list.begin() + static_cast<std::ptrdiff_t>(first + count)};
  };
  cut(axis.centers);
  cut(axis.names);
  return axis;
}

}  // namespace

std::vector<std::string> part_names(const features::Feature& feature) {
  if (feature.is_complex()) return {"real part", "imaginary part"};
  const std::vector<std::string> channels = feature.channel_names();
  if (channels.empty()) return {""};
  std::vector<std::string> names;
  for (size_t i = 0; i < channels.size(); ++i)
    names.push_back(fmt::format("channel {}: {}", i + 1, channels[i]));
  return names;
}

std::vector<FeaturePanel> feature_panels(const features::Feature& feature,
                                         std::span<const float> mono, const std::string& title) {
  return feature_panels(
      feature, feature.compute(mono),
      static_cast<double>(mono.size()) / static_cast<double>(feature.sample_rate()), title);
}

std::vector<FeaturePanel> feature_panels(const features::Feature& feature,
                                         features::FeatureMatrix values, double seconds,
                                         const std::string& title) {
  const auto rate = static_cast<double>(feature.sample_rate());
  FeaturePanel whole{.title = title,
                     .values = std::move(values),
                     .seconds = seconds,
                     .frame_seconds = static_cast<double>(feature.hop_length()) / rate,
                     .first_frame = feature.first_frame_center() / rate,
                     .axis = feature.bin_axis(),
                     .value_unit = feature.value_unit()};
  const std::vector<std::string> names = part_names(feature);
  if (names.size() == 1) return {std::move(whole)};

  std::vector<FeaturePanel> parts;
  const int64_t rows = whole.values.bins / std::ssize(names), frames = whole.values.frames;
  for (size_t i = 0; i < names.size(); ++i) {
    const auto index = static_cast<int64_t>(i);
    const features::Feature& channel = feature.channel(index);
    const int64_t first_row = index * rows;
    FeaturePanel part = whole;
    part.title = fmt::format("{}, {}", title, names[i]);
    part.values = {rows, frames};
    std::copy_n(whole.values.values.begin() + first_row * frames, rows * frames,
                part.values.values.begin());
    part.first_frame = channel.first_frame_center() / rate;
    part.value_unit = channel.value_unit();
    part.axis = channel.num_bins() == rows ? channel.bin_axis()
                                           : part_of(whole.axis, static_cast<size_t>(first_row),
                                                     static_cast<size_t>(rows));
    parts.push_back(std::move(part));
  }
  return parts;
}

void check(const FeaturePanel& panel) {
  const auto fail = [&](std::string got, std::string expected) {
    throw core::InvalidOptions({.what = fmt::format("panel \"{}\"", panel.title),
                                .got = std::move(got),
                                .expected = std::move(expected)});
  };
  const auto rows = static_cast<size_t>(panel.values.bins);
  if (rows == 0 || panel.values.frames == 0 || !(panel.seconds > 0))
    fail(fmt::format("[{}, {}] of {} s", panel.values.bins, panel.values.frames, panel.seconds),
         "at least one row, one frame and a length");
  if (std::any_of(panel.values.values.begin(), panel.values.values.end(), [&](float value) {
        return !std::isfinite(value) && !(panel.has_gaps() && std::isnan(value));
      }))
    fail("values that are not finite", "finite values");
  for (const size_t count : {panel.axis.centers.size(), panel.axis.names.size()})
    if (count != 0 && count != rows)
      fail(fmt::format("{} rows and names or centres for {}", rows, count), "one for each row");
}

ValueRange shown_range(std::span<const FeaturePanel> panels, double range_db) {
  float low = HUGE_VALF, high = -HUGE_VALF;
  bool are_curves = false, are_db = false;
  for (const FeaturePanel& panel : panels) {
    are_curves |= panel.is_curve();
    are_db |= panel.value_unit == "dB";
    for (const float value : panel.values.values) {
      if (panel.has_gaps() && !(value > 0)) continue;
      low = std::min(low, value);
      high = std::max(high, value);
    }
  }
  if (low > high) return {0, 1};
  ValueRange range{low, high};
  const double least = std::max(1e-3 * std::abs(range.high), 1e-6);
  if (range.high - range.low < least) range.high = range.low + least;
  if (!are_curves && are_db) return {std::max(range.low, range.high - range_db), range.high};
  const bool starts_near_zero = range.low >= 0 && range.low < 0.05 * range.high;
  if (!are_curves) return {starts_near_zero ? 0 : range.low, range.high};
  const double margin = 0.06 * (range.high - range.low);
  const bool stands_on_zero = range.low >= 0 && range.low < 0.4 * range.high;
  return {stands_on_zero ? 0 : range.low - margin, range.high + margin};
}

}  // namespace pinna::report
