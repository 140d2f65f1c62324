// Frames as torchaudio.compliance.kaldi prepares them, in single precision operation by operation.
#pragma once

#include "pinna/dsp/lane_unfused.h"
#include "pinna/dsp/lane_vector.h"

namespace pinna::dsp {
namespace {

/// The sum of of(samples[i]) in the order of torch.sum with AVX2: in 32 columns; every 16 rows are
/// added to the sums of the level above.
template <class Of>
inline float cascade_sum(const float* samples, int64_t count, const Of& of) {
  constexpr int64_t width = 8, columns = 4, levels = 4, level_bits = 4;
  Vec<width> sums[levels][columns] = {};
  const int64_t rows = count / (width * columns);
  for (int64_t row = 0; row < rows; ++row) {
#pragma GCC unroll 4
    for (int64_t c = 0; c < columns; ++c)
      sums[0][c] += of(load_unaligned<width>(samples + (row * columns + c) * width));
    for (int64_t level = 1; level < levels && (row + 1) % (1 << level_bits * level) == 0; ++level)
      for (int64_t c = 0; c < columns; ++c) {
        sums[level][c] += sums[level - 1][c];
        sums[level - 1][c] = Vec<width>{};
      }
  }
  for (int64_t level = 1; level < levels; ++level)
    for (int64_t c = 0; c < columns; ++c) sums[0][c] += sums[level][c];
  int64_t i = rows * columns * width;
  for (; i + width <= count; i += width) sums[0][0] += of(load_unaligned<width>(samples + i));
  for (int64_t c = 1; c < columns; ++c) sums[0][0] += sums[0][c];
  float sum = 0;
  for (; i < count; ++i) sum += of(samples[i]);
  for (int64_t lane = 0; lane < width; ++lane) sum += sums[0][0][lane];
  return sum;
}

inline float energy_of(const float* samples, int64_t count) {
  return cascade_sum(samples, count, [](auto x) { return x * x; });
}

inline void subtract_mean(float* frame, int64_t length) {
  const float mean =
      cascade_sum(frame, length, [](auto x) { return x; }) / static_cast<float>(length);
  for (int64_t i = 0; i < length; ++i) frame[i] -= mean;
}

/// From the end on, because each sample needs the one before it as it was. The first counts as its
/// own predecessor. Writes up to `Lanes` samples beyond the end.
template <int Lanes>
inline void preemphasize(float share, float* frame, int64_t length) {
  for (int64_t i = (length - 2) / Lanes * Lanes + 1; i > 0; i -= Lanes) {
    const Vec<Lanes> before = load_unaligned<Lanes>(frame + i - 1);
    store_unaligned<Lanes>(frame + i, load_unaligned<Lanes>(frame + i) - before * share);
  }
  frame[0] -= frame[0] * share;
}

}  // namespace

template <int Lanes>
float prepare_frame(const FrameRule& rule, const float* samples, float* frame) {
  const int64_t length = rule.length;
  for (int64_t i = 0; i < length; ++i) frame[i] = samples[i] * rule.scale;
  if (rule.offset == FrameRule::Offset::remove) subtract_mean(frame, length);
  const float raw_energy = energy_of(frame, length);
  preemphasize<Lanes>(rule.preemphasis, frame, length);
  for (int64_t i = 0; i < length; ++i) frame[i] *= rule.window[i];
  return rule.energy == FrameRule::Energy::raw ? raw_energy : energy_of(frame, length);
}

}  // namespace pinna::dsp
