#include "pinna/features/yin.h"

#include <algorithm>

#include "pinna/dsp/flush_denormals.h"
#include "pinna/dsp/scratch.h"

namespace pinna::features {

Yin::Yin(const YinOptions& options, const dsp::Kernels& kernels)
    : options_(resolved(options)), difference_(options_.pitch, kernels) {}

int64_t Yin::num_frames(int64_t num_samples) const {
  return difference_.grid().num_frames(num_samples);
}

Locality Yin::locality() const {
  return locality_of(difference_.grid());
}

void Yin::compute_into(std::span<const float> mono, FeatureMatrix& output) const {
  thread_local dsp::Scratch scratch;
  const dsp::FlushDenormals flush;
  require_frames(difference_.grid(), mono);
  const int64_t periods = difference_.num_periods(), lanes = difference_.lanes();
  output.reshape(1, num_frames(static_cast<int64_t>(mono.size())));
  float* differences = scratch.floats(lanes * periods);
  for (int64_t first = 0; first < output.frames; first += lanes) {
    difference_.compute(mono, first, differences);
    for (int64_t lane = 0; lane < std::min(lanes, output.frames - first); ++lane)
      output.at(0, first + lane) =
          static_cast<float>(static_cast<double>(sample_rate()) /
                             period({differences + lane * periods, static_cast<size_t>(periods)}));
  }
}

/// Samples: the first trough below the threshold, or else the lowest value of all.
double Yin::period(std::span<const float> differences) const {
  const auto count = static_cast<int64_t>(differences.size());
  int64_t found = 0;
  while (found < count && !(static_cast<double>(differences[static_cast<size_t>(found)]) <
                                options_.trough_threshold &&
                            is_trough(differences, found)))
    ++found;
  if (found == count)
    found = std::min_element(differences.begin(), differences.end()) - differences.begin();
  return static_cast<double>(difference_.min_period() + found) +
         parabolic_shift(differences, found);
}

}  // namespace pinna::features
