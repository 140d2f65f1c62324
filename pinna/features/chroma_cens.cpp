#include "pinna/features/chroma_cens.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "pinna/dsp/vector_norm.h"

namespace pinna::features {
namespace {

/// A class's part of its frame counts a quarter for each of these that it exceeds.
constexpr std::array steps{0.4f, 0.2f, 0.1f, 0.05f};

/// A symmetric window with two frames more, whose ends are usually 0, as scipy centres it.
std::vector<float> smoothing_weights(const ChromaCensOptions& options) {
  if (!options.win_len_smooth) return {1};
  const std::vector<double> window = dsp::make_window(
      options.smoothing_window, dsp::WindowSymmetry::symmetric, *options.win_len_smooth + 2);
  const double sum = std::accumulate(window.begin(), window.end(), 0.0);
  std::vector<float> weights;
  for (const double weight : window) weights.push_back(static_cast<float>(weight / sum));
  return weights;
}

}  // namespace

ChromaCens::ChromaCens(const ChromaCensOptions& options, const dsp::Kernels& kernels)
    : options_(resolved(options)),
      chroma_({.pitch_classes = options_.pitch_classes, .norm = 1.0}, kernels),
      smoothing_(smoothing_weights(options_)) {}

Locality ChromaCens::locality() const {
  Locality locality = chroma_.locality();
  const int64_t reach = static_cast<int64_t>(smoothing_.size() / 2 + 1) * locality.hop_length;
  locality.before += reach;
  locality.after += reach;
  return locality;
}

void ChromaCens::compute_into(std::span<const float> mono, FeatureMatrix& output) const {
  thread_local FeatureMatrix parts;
  chroma_.compute_into(mono, parts);
  for (float& value : parts.values) {
    int exceeded = 0;
    for (const float step : steps) exceeded += value > step;
    value = 0.25f * static_cast<float>(exceeded);
  }
  output.reshape(parts.bins, parts.frames);
  smooth(parts, output);
  dsp::normalize_columns({.values = output.values.data(),
                          .rows = output.bins,
                          .columns = output.frames,
                          .stride = output.frames},
                         options_.norm);
}

void ChromaCens::smooth(const FeatureMatrix& source, FeatureMatrix& output) const {
  thread_local std::vector<float> padded;
  const auto width = static_cast<int64_t>(smoothing_.size());
  // The window reversed in time is the same window; an even one leans to the later frames.
  const int64_t before = (width - 1) / 2;
  padded.assign(static_cast<size_t>(source.frames + width), 0.0f);
  std::fill(output.values.begin(), output.values.end(), 0.0f);
  for (int64_t bin = 0; bin < source.bins; ++bin) {
    std::ranges::copy(source.row(bin), padded.begin() + before);
    chroma_.kernels().correlate(smoothing_.data(), width, padded.data(), source.frames,
                                &output.at(bin, 0));
  }
}

}  // namespace pinna::features
