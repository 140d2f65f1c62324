#include "pinna/features/onset_strength.h"

#include <algorithm>

#include "pinna/features/log_mel.h"

namespace pinna::features {
namespace {

/// The bands [first, end) over which the maximum for `band` is taken, as scipy places them.
struct Neighbourhood {
  int64_t first;
  int64_t end;
};
Neighbourhood neighbourhood(int64_t band, int64_t size, int64_t num_bands) {
  const int64_t first = band - size / 2;
  return {std::max<int64_t>(first, 0), std::min(first + size, num_bands)};
}

/// reference[f] = max over the neighbourhood of source[., f].
void take_maximum(const FeatureMatrix& source, Neighbourhood bands, float* reference) {
  std::copy_n(source.row(bands.first).data(), source.frames, reference);
  for (int64_t band = bands.first + 1; band < bands.end; ++band) {
    const float* row = source.row(band).data();
    for (int64_t f = 0; f < source.frames; ++f) reference[f] = std::max(reference[f], row[f]);
  }
}

}  // namespace

OnsetStrength::OnsetStrength(const OnsetStrengthOptions& options, const dsp::Kernels& kernels)
    : DerivedFeature(std::make_unique<LogMel>(options.log_mel, kernels)),
      options_(resolved(options)) {}

void OnsetStrength::derive(const FeatureMatrix& source, FeatureMatrix& output) const {
  thread_local dsp::Scratch scratch;
  float* envelope = output.values.data();
  std::fill_n(envelope, output.frames, 0.0f);
  const int64_t start = options_.lag + options_.delay();
  const int64_t rises = output.frames - start;
  if (rises <= 0) return;

  float* maximum = scratch.floats(source.frames);
  for (int64_t band = 0; band < source.bins; ++band) {
    const float* later = source.row(band).data() + options_.lag;
    const float* earlier = source.row(band).data();
    if (options_.max_size > 1) {
      take_maximum(source, neighbourhood(band, options_.max_size, source.bins), maximum);
      earlier = maximum;
    }
    for (int64_t f = 0; f < rises; ++f)
      envelope[start + f] += std::max(0.0f, later[f] - earlier[f]);
  }
  const float share = 1 / static_cast<float>(source.bins);
  for (int64_t f = 0; f < rises; ++f) envelope[start + f] *= share;
}

}  // namespace pinna::features
