#include "pinna/data/augment_waveform.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/data/coloured_noise.h"
#include "pinna/data/room_response.h"

namespace pinna::data {
namespace {

constexpr double shortest_gap_seconds = 0.002;
constexpr double longest_gap_seconds = 0.02;
constexpr double silence_fade_seconds = 0.005;

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

/// Samples to the right for `place` in [-1, 1).
double shift_at(double place, std::span<const float> waveform, const AugmentOptions& options,
                double sample_rate) {
  if (options.shift_wraps) return place * options.shift_seconds * sample_rate;
  const auto is_sound = [](float sample) { return sample != 0; };
  const auto zeros_before = std::ranges::find_if(waveform, is_sound) - waveform.begin();
  const auto zeros_after =
      std::find_if(waveform.rbegin(), waveform.rend(), is_sound) - waveform.rbegin();
  const double limit = options.shift_seconds * sample_rate;
  const double least = std::max(-limit, -static_cast<double>(zeros_before));
  const double most = std::min(limit, static_cast<double>(zeros_after));
  return least + (most - least) * (place + 1) / 2;
}

/// Shift, crop, speed and gain.
std::vector<float> shifted_and_scaled(std::span<const float> waveform, int64_t sample_rate,
                                      const AugmentOptions& options, core::Random& random) {
  const auto length = static_cast<int64_t>(waveform.size());
  const double shift =
      shift_at(random.uniform(-1, 1), waveform, options, static_cast<double>(sample_rate));
  const int64_t kept = num_augmented_samples(options, length, sample_rate);
  const int64_t crop_start = random.below(length - kept + 1);
  const double gain_db = random.uniform(-1, 1) * options.gain_db;
  const double speed = std::pow(options.speed, random.uniform(-1, 1));

  int64_t start = (crop_start - std::llround(shift)) % length;
  if (start < 0) start += length;
  const auto gain = static_cast<float>(std::pow(10.0, gain_db / 20));
  std::vector<float> result(static_cast<size_t>(kept));
  if (speed == 1)
    read_loop(waveform, start, gain, result);
  else
    read_loop_at_speed(waveform, start, speed, gain, result);
  return result;
}

void maybe_put_in_room(std::vector<float>& waveform, int64_t sample_rate,
                       const ReverbOptions& options, core::Random& random) {
  if (!random.chance(options.probability)) return;
  const Room room{
      .rt60_seconds = random.uniform(options.min_rt60_seconds, options.max_rt60_seconds),
      .direct_db = random.uniform(options.min_direct_db, options.max_direct_db),
      .gap_seconds = random.uniform(shortest_gap_seconds, longest_gap_seconds)};
  put_in_room(waveform, room, sample_rate, random);
}

void maybe_add_noise(std::span<float> waveform, const NoiseOptions& options, core::Random& random) {
  if (!random.chance(options.probability)) return;
  const auto colour =
      all_noise_colours[static_cast<size_t>(random.below(std::ssize(all_noise_colours)))];
  add_noise(waveform, colour, random.uniform(options.min_snr_db, options.max_snr_db), random);
}

void silence_part(std::span<float> waveform, int64_t sample_rate, double longest_seconds,
                  core::Random& random) {
  const auto rate = static_cast<double>(sample_rate);
  const auto length = static_cast<int64_t>(waveform.size());
  const auto longest = std::min(length, static_cast<int64_t>(longest_seconds * rate));
  const int64_t width = random.below(longest + 1);
  const int64_t start = random.below(length - width + 1);
  const int64_t fade = std::min((width + 1) / 2, static_cast<int64_t>(silence_fade_seconds * rate));
  for (int64_t i = 0; i < width; ++i) {
    const int64_t depth = std::min(i, width - 1 - i) + 1;  // from the nearer edge
    const double gain = depth > fade
                            ? 0
                            : 0.5 + 0.5 * std::cos(std::numbers::pi * static_cast<double>(depth) /
                                                   static_cast<double>(fade + 1));
    waveform[static_cast<size_t>(start + i)] *= static_cast<float>(gain);
  }
}

void require_ordered(double least, double most, const char* key) {
  if (least <= most) return;
  throw core::InvalidOptions({.what = fmt::format("augment.{0}: min and max", key),
                              .got = fmt::format("{} above {}", least, most),
                              .expected = "the smaller number first"});
}

}  // namespace

void require_valid(const AugmentOptions& options) {
  core::check_options(options, "augment");
  require_ordered(options.noise.min_snr_db, options.noise.max_snr_db, "noise.snr_db");
  require_ordered(options.reverb.min_rt60_seconds, options.reverb.max_rt60_seconds,
                  "reverb.rt60_seconds");
  require_ordered(options.reverb.min_direct_db, options.reverb.max_direct_db, "reverb.direct_db");
}

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
  if (waveform.empty()) return {};
  std::vector<float> augmented = shifted_and_scaled(waveform, sample_rate, options, random);
  maybe_put_in_room(augmented, sample_rate, options.reverb, random);
  if (random.chance(options.polarity ? 0.5 : 0))
    for (float& sample : augmented) sample = -sample;
  maybe_add_noise(augmented, options.noise, random);
  if (options.silence_seconds > 0)
    silence_part(augmented, sample_rate, options.silence_seconds, random);
  return augmented;
}

}  // namespace pinna::data
