#include "pinna/data/mixup.h"

#include <cmath>
#include <vector>

namespace pinna::data {
namespace {

/// rows [weights.size(), ...]: row i becomes w_i row_i + (1 - w_i) row_(i + offset).
void blend_rows(std::vector<float>& rows, const std::vector<float>& weights, size_t offset) {
  const std::vector<float> originals = rows;
  const size_t count = weights.size();
  const size_t width = rows.size() / count;
  for (size_t row = 0; row < count; ++row) {
    const float* own = originals.data() + row * width;
    const float* other = originals.data() + (row + offset) % count * width;
    float* blended = rows.data() + row * width;
    const float weight = weights[row];
    for (size_t i = 0; i < width; ++i) blended[i] = weight * own[i] + (1 - weight) * other[i];
  }
}

}  // namespace

bool mixes_in_epoch(const MixupOptions& options, int64_t epoch, int64_t num_epochs) {
  if (options.alpha <= 0 || options.probability <= 0) return false;
  const int64_t without_at_end =
      std::llround(options.off_last_fraction * static_cast<double>(num_epochs));
  return epoch >= options.warm_up_epochs && epoch < num_epochs - without_at_end;
}

void mixup(Batch& batch, const MixupOptions& options, core::Random& random) {
  if (batch.size < 2 || !random.chance(options.probability)) return;
  // The order of a training batch is random, so one rotation pairs the clips as well as a
  // permutation would, and gives every clip a partner other than itself.
  const auto offset = static_cast<size_t>(1 + random.below(batch.size - 1));
  std::vector<float> weights(static_cast<size_t>(batch.size));
  for (float& weight : weights)
    weight = static_cast<float>(random.beta(options.alpha, options.alpha));
  blend_rows(batch.inputs, weights, offset);
  blend_rows(batch.targets, weights, offset);
}

}  // namespace pinna::data
