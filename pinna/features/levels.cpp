#include "pinna/features/levels.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace pinna::features {
namespace {

using Limits = std::numeric_limits<float>;

dsp::LogRule log_rule(const LevelOptions& options, double power) {
  const double scale = log_scale(options, power);
  double offset = 0;
  if (const double* ref = std::get_if<double>(&options.ref); ref && options.log == LogKind::db)
    offset = -scale * std::log(std::max(*ref, options.amin));
  return {.floor = options.amin_mode == AminMode::clamp ? dsp::LogRule::Floor::clamp
                                                        : dsp::LogRule::Floor::add,
          .amin = static_cast<float>(options.amin),
          .scale = static_cast<float>(scale),
          .offset = static_cast<float>(offset)};
}

/// The clip's smallest value becomes -1, its largest 1; a constant clip becomes -1.
void scale_to_unit(FeatureMatrix& levels) {
  const auto [low, high] = std::minmax_element(levels.values.begin(), levels.values.end());
  const float lowest = *low, span = *high - *low;
  for (float& value : levels.values) value = span > 0 ? (value - lowest) / span * 2 - 1 : -1.0f;
}

}  // namespace

Levels::Levels(const LevelOptions& options, double power, const dsp::Kernels& kernels)
    : options_(options), kernels_(kernels) {
  if (options.log != LogKind::none) rule_ = log_rule(options, power);
}

dsp::Extremes Levels::begin() {
  return {Limits::max(), Limits::lowest()};
}

void Levels::to_levels(float* values, int64_t count, dsp::Extremes& range) const {
  if (options_.log == LogKind::none) return;
  kernels_.logarithm(rule_, values, count);
  if (options_.log != LogKind::db) return;
  const dsp::Extremes block = kernels_.extremes(values, count);
  range = {std::min(range.lowest, block.lowest), std::max(range.highest, block.highest)};
}

void Levels::finish(const dsp::Extremes& range, FeatureMatrix& levels) const {
  if (options_.log == LogKind::db) limit(range, levels);
  if (options_.clip_scaling == ClipScaling::min_max) scale_to_unit(levels);
}

void Levels::limit(const dsp::Extremes& range, FeatureMatrix& levels) const {
  const float shift = std::holds_alternative<ClipReference>(options_.ref) ? -range.highest : 0.0f;
  float lowest = Limits::lowest();
  if (options_.top_db) lowest = range.highest + shift - static_cast<float>(*options_.top_db);
  if (options_.lowest_db) lowest = std::max(lowest, static_cast<float>(*options_.lowest_db));
  if (shift != 0 || range.lowest < lowest)
    kernels_.shift_and_limit(levels.values.data(), static_cast<int64_t>(levels.values.size()),
                             shift, lowest);
  if (options_.highest_db)
    for (float& value : levels.values)
      value = std::min(value, static_cast<float>(*options_.highest_db));
}

std::string Levels::unit() const {
  return options_.log == LogKind::db && options_.clip_scaling == ClipScaling::none ? "dB" : "";
}

Locality Levels::limited(Locality locality) const {
  const std::string_view option = options_.whole_clip_option();
  if (!option.empty() && locality.whole_clip.empty())
    locality.whole_clip = fmt::format("{} counts from the whole clip: set {} = {}", option, option,
                                      option == "ref" ? "1.0" : "\"none\"");
  return locality;
}

}  // namespace pinna::features
