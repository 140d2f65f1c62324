// Where the frames of a signal lie, and what stands beyond its ends.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>

#include "pinna/core/options.h"

namespace pinna::dsp {

/// constant: zeros (librosa). reflect: mirrored without repeating the end sample, again and again
/// where the signal is shorter than the padding (numpy; torch's default, which refuses short
/// signals). replicate: the end sample.
enum class PadMode { constant, reflect, replicate };

/// Frame f covers n_fft samples from f * hop_length - padding(). Centred frames have their middle
/// at f * hop_length; otherwise the first frame starts at sample 0 and no frame passes the end.
struct FrameGrid {
  int64_t n_fft = 1024;
  int64_t hop_length = 512;
  bool center = true;
  PadMode pad_mode = PadMode::reflect;

  /// Samples that centred frames need before the first one.
  int64_t padding() const { return center ? n_fft / 2 : 0; }
  /// Centred frames: 1 + num_samples / hop_length, or 1 + (num_samples - 1) / hop_length for an odd
  /// n_fft; 0 for an empty signal.
  int64_t num_frames(int64_t num_samples) const;
  /// The fewest samples that have a frame.
  int64_t min_samples() const { return center ? 1 : n_fft; }
  /// Frames after the first depend on samples [f * hop_length - before(), f * hop_length +
  /// after()); what is reflected at the right end may begin one sample before the frame.
  int64_t before() const { return padding() + (center && pad_mode == PadMode::reflect ? 1 : 0); }
  int64_t after() const { return n_fft - padding(); }
  /// The first sample of frame f; negative inside the left padding.
  int64_t first_sample(int64_t frame) const { return frame * hop_length - padding(); }
  /// The middle of frame 0.
  double first_center() const { return center ? 0 : static_cast<double>(n_fft) / 2; }
  /// Writes the n_fft samples of one frame, padding included. The signal must not be empty.
  void copy_frame(std::span<const float> signal, int64_t frame, float* target) const;
};

}  // namespace pinna::dsp

template <>
struct pinna::core::EnumNames<pinna::dsp::PadMode> {
  static constexpr std::array names{std::pair{dsp::PadMode::constant, "constant"},
                                    std::pair{dsp::PadMode::reflect, "reflect"},
                                    std::pair{dsp::PadMode::replicate, "replicate"}};
};
