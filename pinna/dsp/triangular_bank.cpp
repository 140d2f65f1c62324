#include "pinna/dsp/triangular_bank.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace pinna::dsp {
namespace {

void check(const TriangularBankOptions& options) {
  if (options.num_bands < 1 || options.n_fft < 1 || options.sample_rate < 1)
    throw core::InvalidOptions({.what = "filter bank",
                                .got = fmt::format("{} bands, n_fft {}, {} Hz", options.num_bands,
                                                   options.n_fft, options.sample_rate),
                                .expected = "all at least 1"});
  if (!(options.f_min >= 0 && options.f_min < options.f_max))
    throw core::InvalidOptions(
        {.what = "filter bank edges",
         .got = fmt::format("f_min {} and f_max {} Hz", options.f_min, options.f_max),
         .expected = "0 <= f_min < f_max"});
}

[[noreturn]] void throw_coinciding_edges(size_t band, double hz) {
  throw core::InvalidOptions({.what = "filter bank",
                              .got = fmt::format("band {} from {} Hz to {} Hz", band, hz, hz),
                              .expected = "bands wider than the numbers can resolve",
                              .fix = "widen f_min to f_max or lower the number of bands"});
}

/// numpy.linspace.
void fill_evenly(std::vector<double>& points, double first, double last) {
  const double step = (last - first) / static_cast<double>(points.size() - 1);
  for (size_t i = 0; i < points.size(); ++i) points[i] = first + step * static_cast<double>(i);
  points.back() = last;
}

/// torch.linspace in float32: counts from the nearer end.
void fill_evenly(std::vector<float>& points, double first, double last) {
  const auto low = static_cast<float>(first);
  const auto high = static_cast<float>(last);
  const size_t count = points.size();
  const float step = (high - low) / static_cast<float>(count - 1);
  for (size_t i = 0; i < count; ++i)
    points[i] = i < count / 2 ? low + step * static_cast<float>(i)
                              : high - step * static_cast<float>(count - 1 - i);
}

/// The frequency of each bin: numpy.fft.rfftfreq for librosa, torch.linspace for torchaudio.
std::vector<double> bin_axis(const TriangularBankOptions& options, double) {
  std::vector<double> hz(static_cast<size_t>(options.n_fft / 2 + 1));
  for (size_t k = 0; k < hz.size(); ++k)
    hz[k] = static_cast<double>(k) * static_cast<double>(options.sample_rate) /
            static_cast<double>(options.n_fft);
  return hz;
}
std::vector<float> bin_axis(const TriangularBankOptions& options, float) {
  std::vector<float> hz(static_cast<size_t>(options.n_fft / 2 + 1));
  fill_evenly(hz, 0, static_cast<double>(options.sample_rate / 2));
  return hz;
}

template <class Real>
BandMatrix bank(const TriangularBankOptions& options) {
  const std::vector<Real> bin_hz = bin_axis(options, Real());
  std::vector<Real> edges(static_cast<size_t>(options.num_bands) + 2);
  fill_evenly(edges, hz_to_scale(options.f_min, options.scale),
              hz_to_scale(options.f_max, options.scale));
  for (Real& edge : edges) edge = scale_to_hz(edge, options.scale);

  BandMatrix matrix{.num_bins = static_cast<int64_t>(bin_hz.size())};
  std::vector<float> row(bin_hz.size());
  for (size_t b = 0; b + 2 < edges.size(); ++b) {
    const Real low = edges[b], center = edges[b + 1], high = edges[b + 2];
    if (!(low < high)) throw_coinciding_edges(b, static_cast<double>(low));
    const Real peak = options.norm == BandNorm::slaney ? Real(2) / (high - low) : Real(1);
    for (size_t k = 0; k < row.size(); ++k) {
      const Real rise = (bin_hz[k] - low) / (center - low);
      const Real fall = (high - bin_hz[k]) / (high - center);
      row[k] = static_cast<float>(std::max(Real(0), std::min(rise, fall)) * peak);
    }
    matrix.append(row);
  }
  return matrix;
}

}  // namespace

BandMatrix make_triangular_bank(const TriangularBankOptions& options) {
  check(options);
  return options.arithmetic == BankArithmetic::float64 ? bank<double>(options)
                                                       : bank<float>(options);
}

}  // namespace pinna::dsp
