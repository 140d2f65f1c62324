#include "pinna/data/augment_waveform.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::data {
namespace {

void read_loop(std::span<const float> loop, int64_t start, float gain, std::span<float> out) {
  for (size_t i = 0, at = static_cast<size_t>(start); i < out.size(); ++i) {
    out[i] = gain * loop[at];
    if (++at == loop.size()) at = 0;
  }
}

/// Catmull and Rom's cubic through four neighbours, `t` in [0, 1) from b to c.
float between_samples(float a, float b, float c, float d, float t) {
  return b + 0.5F * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

void read_loop_at_speed(std::span<const float> loop, int64_t start, double speed, float gain,
                        std::span<float> out) {
  const size_t length = loop.size();
  const auto after = [&](size_t at) { return at + 1 < length ? at + 1 : 0; };
  size_t turn = 0;  // where the present turn through the loop began
  for (size_t i = 0; i < out.size(); ++i) {
    const double position = static_cast<double>(start) + static_cast<double>(i) * speed;
    const auto whole = static_cast<size_t>(position);
    while (whole - turn >= length) turn += length;
    const size_t b = whole - turn, c = after(b);
    out[i] =
        gain * between_samples(loop[b > 0 ? b - 1 : length - 1], loop[b], loop[c], loop[after(c)],
                               static_cast<float>(position - static_cast<double>(whole)));
  }
}

}  // namespace

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
  const double speed = std::pow(options.speed, random.uniform(-1, 1));

  int64_t start = (crop_start - std::llround(shift)) % length;
  if (start < 0) start += length;
  const auto gain = static_cast<float>(std::pow(10.0, gain_db / 20));
  std::vector<float> augmented(static_cast<size_t>(kept));
  if (speed == 1)
    read_loop(waveform, start, gain, augmented);
  else
    read_loop_at_speed(waveform, start, speed, gain, augmented);
  return augmented;
}

}  // namespace pinna::data
