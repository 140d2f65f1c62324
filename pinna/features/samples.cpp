#include "pinna/features/samples.h"

#include <algorithm>
#include <limits>

namespace pinna::features {

Samples::Samples(const WaveformOptions& options) : options_(resolved(options)) {}

void Samples::compute_into(std::span<const float> mono, FeatureMatrix& output) const {
  if (mono.empty()) throw_too_short(0, 1);
  require_usable(mono, std::numeric_limits<float>::max());
  output.reshape(1, static_cast<int64_t>(mono.size()));
  std::ranges::copy(mono, output.values.begin());
}

}  // namespace pinna::features
