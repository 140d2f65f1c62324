#include "pinna/dsp/frame_grid.h"

#include <algorithm>
#include <cstdlib>

namespace pinna::dsp {
namespace {

/// numpy.pad(mode="reflect"): the signal continues with period 2 * (length - 1).
int64_t reflected(int64_t index, int64_t length) {
  if (length == 1) return 0;
  const int64_t period = 2 * (length - 1);
  const int64_t phase = std::abs(index) % period;
  return phase < length ? phase : period - phase;
}

float padded_sample(std::span<const float> signal, int64_t index, PadMode mode) {
  const auto length = static_cast<int64_t>(signal.size());
  switch (mode) {
    case PadMode::constant:
      return 0;
    case PadMode::reflect:
      return signal[static_cast<size_t>(reflected(index, length))];
    case PadMode::replicate:
      return index < 0 ? signal.front() : signal.back();
  }
  throw core::Bug({.what = "unknown pad mode"});
}

}  // namespace

int64_t FrameGrid::num_frames(int64_t num_samples) const {
  if (num_samples < 1) return 0;
  const int64_t last_start = num_samples + 2 * padding() - n_fft;
  return last_start < 0 ? 0 : 1 + last_start / hop_length;
}

void FrameGrid::copy_frame(std::span<const float> signal, int64_t frame, float* target) const {
  const auto length = static_cast<int64_t>(signal.size());
  const int64_t first = first_sample(frame);
  const int64_t begin = std::clamp<int64_t>(-first, 0, n_fft);
  const int64_t end = std::clamp<int64_t>(length - first, begin, n_fft);
  for (int64_t i = 0; i < begin; ++i) target[i] = padded_sample(signal, first + i, pad_mode);
  if (begin < end) std::copy_n(signal.begin() + (first + begin), end - begin, target + begin);
  for (int64_t i = end; i < n_fft; ++i) target[i] = padded_sample(signal, first + i, pad_mode);
}

}  // namespace pinna::dsp
