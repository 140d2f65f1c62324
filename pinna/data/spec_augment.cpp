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

void spec_augment(std::span<float> values, int64_t frames, const SpecAugmentOptions& options,
                  core::Random& random) {
  if (frames == 0) return;
  const int64_t bins = static_cast<int64_t>(values.size()) / frames;
  for (int64_t mask = 0; mask < options.time_masks; ++mask) {
    const Stripe stripe = draw_stripe(frames, options.time_mask_fraction, random);
    for (int64_t bin = 0; bin < bins; ++bin)
      std::fill_n(values.begin() + bin * frames + stripe.start, stripe.width, 0.0F);
  }
  for (int64_t mask = 0; mask < options.frequency_masks; ++mask) {
    const Stripe stripe = draw_stripe(bins, options.frequency_mask_fraction, random);
    std::fill_n(values.begin() + stripe.start * frames, stripe.width * frames, 0.0F);
  }
}

}  // namespace pinna::data
