// Frames as Kaldi prepares them, samples in lanes.
#pragma once

#include "pinna/dsp/kernels.h"
#include "pinna/dsp/lane_vector.h"

namespace pinna::dsp {
namespace {

template <int Lanes>
inline float sum_of_lanes(Vec<Lanes> values) {
  float sum = 0;
  for (int lane = 0; lane < Lanes; ++lane) sum += values[lane];
  return sum;
}

template <int Lanes>
inline float mean_of(const float* samples, int64_t count) {
  Vec<Lanes> sums[2] = {};
  int64_t i = 0;
  for (; i + 2 * Lanes <= count; i += 2 * Lanes) {
    sums[0] += load_unaligned<Lanes>(samples + i);
    sums[1] += load_unaligned<Lanes>(samples + i + Lanes);
  }
  float sum = sum_of_lanes<Lanes>(sums[0] + sums[1]);
  for (; i < count; ++i) sum += samples[i];
  return sum / static_cast<float>(count);
}

template <int Lanes>
FrameEnergies prepare_frame(const FrameRule& rule, const float* samples, float* frame) {
  const float offset =
      rule.offset == FrameRule::Offset::remove ? mean_of<Lanes>(samples, rule.length) : 0.0f;
  const float share = rule.preemphasis;
  const float first = samples[0] - offset;
  frame[0] = first - share * first;
  float raw = first * first;
  float windowed = frame[0] * rule.window[0] * (frame[0] * rule.window[0]);
  Vec<Lanes> raw_sums{}, windowed_sums{};
  int64_t i = 1;
  for (; i + Lanes <= rule.length; i += Lanes) {
    const Vec<Lanes> centered = load_unaligned<Lanes>(samples + i) - offset;
    const Vec<Lanes> before = load_unaligned<Lanes>(samples + i - 1) - offset;
    const Vec<Lanes> emphasized = centered - before * share;
    const Vec<Lanes> weighted = emphasized * load_unaligned<Lanes>(rule.window + i);
    store_unaligned<Lanes>(frame + i, emphasized);
    raw_sums += centered * centered;
    windowed_sums += weighted * weighted;
  }
  for (; i < rule.length; ++i) {
    const float centered = samples[i] - offset;
    frame[i] = centered - (samples[i - 1] - offset) * share;
    raw += centered * centered;
    windowed += frame[i] * rule.window[i] * (frame[i] * rule.window[i]);
  }
  return {raw + sum_of_lanes<Lanes>(raw_sums), windowed + sum_of_lanes<Lanes>(windowed_sums)};
}

}  // namespace
}  // namespace pinna::dsp
