#include "pinna/dsp/wavelet_bank.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <numeric>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::dsp {
namespace {

using Complex = std::complex<double>;
using Spectrum = std::vector<Complex>;

/// The ear's bandwidth at f is 24.7 Hz + 0.108 f (Glasberg and Moore 1990).
constexpr double erb_offset = 24.7, erb_slope = 0.108;

/// The power of two samples that holds the longest wavelet.
int64_t n_fft_for(const std::vector<double>& lengths) {
  const double longest = *std::max_element(lengths.begin(), lengths.end());
  if (longest <= 1)
    throw core::InvalidOptions({.what = "filter_scale",
                                .got = fmt::format("filters of {:.3g} samples", longest),
                                .expected = "more than one sample in every octave",
                                .fix = "raise filter_scale or lower gamma"});
  return static_cast<int64_t>(std::exp2(std::ceil(std::log2(longest))));
}

double bandwidth_of(double bins_per_octave) {
  const double square = std::exp2(2 / bins_per_octave);
  return (square - 1) / (square + 1);
}

double gamma_of(const WaveletSpec& spec, size_t i) {
  return spec.gamma ? *spec.gamma : spec.bandwidths[i] * erb_offset / erb_slope;
}

/// Equivalent noise bandwidth of a long window, in bins; the first four as librosa lists them.
double noise_bandwidth(WindowShape shape) {
  switch (shape) {
    case WindowShape::hann:
      return 1.50018310546875;
    case WindowShape::hamming:
      return 1.3629455320350348;
    case WindowShape::blackman:
      return 1.7269681554262326;
    case WindowShape::rectangular:
      return 1;
    case WindowShape::povey:
      break;
  }
  double sum = 0, squares = 0;
  const std::vector<double> window = make_window(shape, WindowSymmetry::periodic, 1000);
  for (const double weight : window) {
    sum += weight;
    squares += weight * weight;
  }
  return static_cast<double>(window.size()) * squares / (sum * sum);
}

/// In place; the length is a power of two. Decimation in time.
void transform(Spectrum& points) {
  const size_t size = points.size();
  for (size_t i = 1, j = 0; i < size; ++i) {
    size_t bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) std::swap(points[i], points[j]);
  }
  for (size_t half = 1; half < size; half *= 2) {
    for (size_t k = 0; k < half; ++k) {
      const Complex turn =
          std::polar(1.0, -std::numbers::pi * static_cast<double>(k) / static_cast<double>(half));
      for (size_t i = k; i < size; i += 2 * half) {
        const Complex odd = turn * points[i + half];
        points[i + half] = points[i] - odd;
        points[i] += odd;
      }
    }
  }
}

/// The windowed tone with its phase 0 in the middle, norm 1, between zeros.
Spectrum wavelet(const WaveletSpec& spec, double center, double length, double sample_rate,
                 const VectorNorm& norm, int64_t n_fft) {
  const auto first = static_cast<int64_t>(std::floor(-length / 2));
  const auto count = static_cast<int64_t>(std::floor(length / 2)) - first;
  const std::vector<double> window = make_window(spec.window, WindowSymmetry::periodic, count);
  const double size = vector_size(window, norm);
  Spectrum samples(static_cast<size_t>(n_fft));
  for (int64_t i = 0; i < count; ++i) {
    const double phase =
        2 * std::numbers::pi * center / sample_rate * static_cast<double>(first + i);
    samples[static_cast<size_t>((n_fft - count) / 2 + i)] =
        std::polar(window[static_cast<size_t>(i)] / size, phase);
  }
  return samples;
}

/// Zeroes the smallest magnitudes that together make up less than `sparsity` of their sum.
void sparsify(Spectrum& spectrum, double sparsity) {
  std::vector<double> magnitudes;
  for (const Complex& bin : spectrum) magnitudes.push_back(std::abs(bin));
  std::sort(magnitudes.begin(), magnitudes.end());
  const double total = std::accumulate(magnitudes.begin(), magnitudes.end(), 0.0);
  double sum = 0;
  const auto least = std::find_if(magnitudes.begin(), magnitudes.end(), [&](double magnitude) {
    sum += magnitude / total;
    return !(sum < sparsity);
  });
  if (least == magnitudes.end()) return;
  for (Complex& bin : spectrum)
    if (std::abs(bin) < *least) bin = 0;
}

}  // namespace

std::vector<double> relative_bandwidths(const std::vector<double>& centers,
                                        int64_t bins_per_octave) {
  if (centers.size() == 1) return {bandwidth_of(static_cast<double>(bins_per_octave))};
  std::vector<double> bandwidths;
  for (size_t i = 0; i < centers.size(); ++i) {
    const size_t low = i == 0 ? 0 : i - 1, high = std::min(i + 1, centers.size() - 1);
    const double octaves = std::log2(centers[high]) - std::log2(centers[low]);
    bandwidths.push_back(bandwidth_of(static_cast<double>(high - low) / octaves));
  }
  return bandwidths;
}

std::vector<double> wavelet_lengths(const WaveletSpec& spec, double sample_rate) {
  std::vector<double> lengths;
  for (size_t i = 0; i < spec.centers.size(); ++i) {
    const double bandwidth = spec.bandwidths[i];
    lengths.push_back(spec.filter_scale / bandwidth * sample_rate /
                      (spec.centers[i] + gamma_of(spec, i) / bandwidth));
  }
  return lengths;
}

double wavelet_cutoff(const WaveletSpec& spec) {
  const double width = noise_bandwidth(spec.window);
  double cutoff = 0;
  for (size_t i = 0; i < spec.centers.size(); ++i) {
    const double relative = 0.5 * width * spec.bandwidths[i] / spec.filter_scale;
    cutoff = std::max(cutoff, spec.centers[i] * (1 + relative) + 0.5 * gamma_of(spec, i));
  }
  return cutoff;
}

WaveletBank::WaveletBank(const WaveletSpec& spec, double sample_rate, const VectorNorm& norm,
                         double sparsity) {
  const std::vector<double> lengths = wavelet_lengths(spec, sample_rate);
  n_fft_ = n_fft_for(lengths);
  for (size_t band = 0; band < lengths.size(); ++band) {
    Spectrum spectrum = wavelet(spec, spec.centers[band], lengths[band], sample_rate, norm, n_fft_);
    transform(spectrum);
    spectrum.resize(static_cast<size_t>(n_fft_ / 2 + 1));
    sparsify(spectrum, sparsity);
    const auto is_set = [](const Complex& bin) { return bin != Complex(0); };
    const auto first = std::find_if(spectrum.begin(), spectrum.end(), is_set);
    const auto last = std::find_if(spectrum.rbegin(), std::reverse_iterator(first), is_set).base();
    std::vector<float>& weights = weights_.emplace_back();
    for (auto bin = first; bin != last; ++bin) {
      const Complex weight = *bin * (lengths[band] / static_cast<double>(n_fft_));
      weights.push_back(static_cast<float>(weight.real()));
      weights.push_back(static_cast<float>(weight.imag()));
    }
    bands_.push_back({.first_bin = static_cast<int32_t>(first - spectrum.begin()),
                      .num_bins = static_cast<int32_t>(last - first)});
  }
  for (size_t band = 0; band < bands_.size(); ++band) bands_[band].weights = weights_[band].data();
}

void WaveletBank::scale(int64_t band, double factor) {
  for (float& weight : weights_[static_cast<size_t>(band)])
    weight = static_cast<float>(static_cast<double>(weight) * factor);
}

}  // namespace pinna::dsp
