#include "pinna/data/spec_augment.h"

#include <algorithm>

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

}  // namespace

void spec_augment(std::span<float> values, const InputShape& shape,
                  const SpecAugmentOptions& options, core::Random& random) {
  const auto [channels, bins, frames] = shape;
  if (frames == 0) return;
  for (int64_t mask = 0; mask < options.time_masks; ++mask) {
    const Stripe stripe = draw_stripe(frames, options.time_mask_fraction, random);
    for (int64_t row = 0; row < channels * bins; ++row)
      std::fill_n(values.begin() + row * frames + stripe.start, stripe.width, 0.0F);
  }
  for (int64_t mask = 0; mask < options.frequency_masks; ++mask) {
    const Stripe stripe = draw_stripe(bins, options.frequency_mask_fraction, random);
    for (int64_t channel = 0; channel < channels; ++channel)
      std::fill_n(values.begin() + (channel * bins + stripe.start) * frames, stripe.width * frames,
                  0.0F);
  }
}

}  // namespace pinna::data
