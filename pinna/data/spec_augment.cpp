#include "pinna/data/spec_augment.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace pinna::data {
namespace {

struct Stripe {
  int64_t start;
  int64_t width;
};

Stripe draw_stripe(int64_t length, double fraction, core::Random& random) {
  const auto widest = static_cast<int64_t>(fraction * static_cast<double>(length));
  const int64_t width = random.below(widest + 1);
  return {.start = random.below(length - width + 1), .width = width};
}

/// What masked places of each channel become.
std::vector<float> fills(std::span<const float> values, const InputShape& shape, MaskFill fill) {
  std::vector<float> means(static_cast<size_t>(shape.channels), 0.0F);
  if (fill == MaskFill::training_mean) return means;
  const auto size = static_cast<size_t>(shape.bins * shape.frames);
  for (size_t channel = 0; channel < means.size(); ++channel) {
    const auto part = values.subspan(channel * size, size);
    means[channel] = static_cast<float>(std::accumulate(part.begin(), part.end(), 0.0) /
                                        static_cast<double>(size));
  }
  return means;
}

}  // namespace

void spec_augment(std::span<float> values, const InputShape& shape,
                  const SpecAugmentOptions& options, core::Random& random) {
  const auto [channels, bins, frames] = shape;
  if (frames == 0) return;
  const std::vector<float> fill = fills(values, shape, options.fill);
  for (int64_t mask = 0; mask < options.time_masks; ++mask) {
    const Stripe stripe = draw_stripe(frames, options.time_mask_fraction, random);
    for (int64_t row = 0; row < channels * bins; ++row)
      std::fill_n(values.begin() + row * frames + stripe.start, stripe.width,
                  fill[static_cast<size_t>(row / bins)]);
  }
  for (int64_t mask = 0; mask < options.frequency_masks; ++mask) {
    const Stripe stripe = draw_stripe(bins, options.frequency_mask_fraction, random);
    for (int64_t channel = 0; channel < channels; ++channel)
      std::fill_n(values.begin() + (channel * bins + stripe.start) * frames, stripe.width * frames,
                  fill[static_cast<size_t>(channel)]);
  }
}

}  // namespace pinna::data
