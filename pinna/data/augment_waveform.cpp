#include "pinna/data/augment_waveform.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::data {

int64_t num_augmented_samples(const AugmentOptions& options, int64_t num_samples,
                              int64_t sample_rate) {
  if (!options.crop_seconds) return num_samples;
  const int64_t wanted = std::llround(*options.crop_seconds * static_cast<double>(sample_rate));
  if (wanted > num_samples)
    throw core::InvalidOptions(
        {.what = "crop_seconds",
         .got = fmt::format("{}", *options.crop_seconds),
         .expected = fmt::format("at most the clip's {} s", static_cast<double>(num_samples) /
                                                                static_cast<double>(sample_rate)),
         .fix = "shorten the crop or lengthen clip_seconds"});
  return std::max<int64_t>(1, wanted);
}

std::vector<float> augment_waveform(std::span<const float> waveform, int64_t sample_rate,
                                    const AugmentOptions& options, core::Random& random) {
  const auto length = static_cast<int64_t>(waveform.size());
  if (length == 0) return {};
  const double rate = static_cast<double>(sample_rate);
  const double shift = random.uniform(-1, 1) * options.shift_seconds * rate;
  const int64_t kept = num_augmented_samples(options, length, sample_rate);
  const int64_t crop_start = random.below(length - kept + 1);
  const double gain_db = random.uniform(-1, 1) * options.gain_db;

  int64_t start = (crop_start - std::llround(shift)) % length;
  if (start < 0) start += length;
  const auto gain = static_cast<float>(std::pow(10.0, gain_db / 20));
  std::vector<float> augmented(static_cast<size_t>(kept));
  for (int64_t i = 0; i < kept; ++i) {
    augmented[static_cast<size_t>(i)] = gain * waveform[static_cast<size_t>(start)];
    if (++start == length) start = 0;
  }
  return augmented;
}

}  // namespace pinna::data
