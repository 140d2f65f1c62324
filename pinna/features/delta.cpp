#include "pinna/features/delta.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/features/log_mel.h"
#include "pinna/features/mfcc.h"

namespace pinna::features {
namespace {

std::unique_ptr<SpectralFeature> source_of(const DeltaOptions& options,
                                           const dsp::Kernels& kernels) {
  if (options.source == DeltaSource::mfcc) return std::make_unique<Mfcc>(options.mfcc, kernels);
  return std::make_unique<LogMel>(options.mfcc.log_mel, kernels);
}

/// What the frames -half to half count in the derivative, of that order, of the polynomial of that
/// degree that fits them best: order! p(t) / sum p^2, where p is the monic Gram polynomial of that
/// degree, orthogonal to all lower ones. Of degree 1 it is torchaudio's regression.
std::vector<float> derivative_weights(int64_t half, int64_t order) {
  const auto width = static_cast<double>(2 * half + 1);
  const auto count = static_cast<size_t>(2 * half + 1);
  std::vector<double> before(count, 0.0), gram(count, 1.0);
  double factorial = 1;
  for (int64_t degree = 0; degree < order; ++degree) {
    const auto k = static_cast<double>(degree);
    const double back = k * k * (width * width - k * k) / (4 * (4 * k * k - 1));
    factorial *= k + 1;
    for (size_t i = 0; i < count; ++i) {
      const double t = static_cast<double>(i) - static_cast<double>(half);
      const double next = t * gram[i] - back * before[i];
      before[i] = gram[i];
      gram[i] = next;
    }
  }
  double energy = 0;
  for (const double value : gram) energy += value * value;
  std::vector<float> weights;
  for (const double value : gram) weights.push_back(static_cast<float>(factorial * value / energy));
  return weights;
}

/// The value that stands at an index beyond the ends of a row.
float beyond(std::span<const float> row, int64_t index, DeltaMode mode) {
  const auto frames = static_cast<int64_t>(row.size());
  switch (mode) {
    case DeltaMode::constant:
      return 0;
    case DeltaMode::wrap:
      return row[static_cast<size_t>((index % frames + frames) % frames)];
    case DeltaMode::mirror: {
      const int64_t period = std::max<int64_t>(1, 2 * frames - 2);
      const int64_t phase = std::abs(index) % period;
      return row[static_cast<size_t>(std::min(phase, period - phase))];
    }
    case DeltaMode::interp:
    case DeltaMode::nearest:
      break;
  }
  return index < 0 ? row.front() : row.back();
}

}  // namespace

Delta::Delta(const DeltaOptions& options, const dsp::Kernels& kernels)
    : DerivedFeature(source_of(options, kernels)), options_(resolved(options)) {
  const bool is_one_fit = options_.method == DeltaMethod::savgol;
  passes_ = is_one_fit ? 1 : options_.order;
  weights_ = derivative_weights(options_.half_width(), is_one_fit ? options_.order : 1);
}

Locality Delta::locality() const {
  // At an end, interp takes a whole window on one side.
  const int64_t reach =
      passes_ * options_.half_width() * (options_.mode == DeltaMode::interp ? 2 : 1);
  Locality locality = widened(reach, reach);
  if (options_.mode == DeltaMode::wrap && locality.whole_clip.empty())
    locality.whole_clip = "mode = \"wrap\" joins the clip's ends: set mode = \"nearest\"";
  return locality;
}

std::string Delta::value_unit() const {
  const std::string unit = source().value_unit();
  if (unit.empty()) return "";
  return options_.order == 1 ? unit + "/frame" : fmt::format("{}/frame^{}", unit, options_.order);
}

void Delta::derive(const FeatureMatrix& source, FeatureMatrix& output) const {
  thread_local FeatureMatrix lower;
  differentiate(source, output);
  for (int64_t pass = 1; pass < passes_; ++pass) {
    std::swap(lower, output);
    output.reshape(lower.bins, lower.frames);
    differentiate(lower, output);
  }
}

void Delta::pad_ends(std::span<const float> row, float* padded) const {
  const auto frames = static_cast<int64_t>(row.size());
  const int64_t half = options_.half_width();
  std::ranges::copy(row, padded + half);
  for (int64_t i = 0; i < half; ++i) {
    padded[i] = beyond(row, i - half, options_.mode);
    padded[half + frames + i] = beyond(row, frames + i, options_.mode);
  }
}

void Delta::differentiate(const FeatureMatrix& source, FeatureMatrix& output) const {
  thread_local dsp::Scratch scratch;
  const int64_t frames = source.frames, half = options_.half_width();
  const auto width = static_cast<int64_t>(weights_.size());
  const bool extends_fit = options_.mode == DeltaMode::interp;
  if (extends_fit && frames < width)
    throw core::BadData({.what = "clip for deltas",
                         .got = fmt::format("{} frames", frames),
                         .expected = fmt::format("at least delta_width = {}", width),
                         .fix = "pad the clip, lower delta_width or set mode = \"nearest\""});
  float* padded = scratch.floats(frames + 2 * half);
  std::fill(output.values.begin(), output.values.end(), 0.0f);
  for (int64_t bin = 0; bin < source.bins; ++bin) {
    pad_ends(source.row(bin), padded);
    float* target = &output.at(bin, 0);
    kernels().correlate(weights_.data(), width, padded, frames, target);
    if (extends_fit) {
      std::fill_n(target, half, target[half]);
      std::fill_n(target + frames - half, half, target[frames - half - 1]);
    }
  }
}

}  // namespace pinna::features
