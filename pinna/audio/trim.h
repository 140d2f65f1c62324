// Lengths: cutting parts out of a waveform, and fitting one to a given number of frames.
#pragma once

#include <cstdint>

#include "pinna/audio/waveform.h"

namespace pinna::audio {

/// Frames begin to end - 1.
struct FrameRange {
  int64_t begin = 0;
  int64_t end = 0;
  int64_t size() const { return end - begin; }
  bool operator==(const FrameRange&) const = default;
};

/// From the first to the last frame in which any channel is not exactly zero; empty at 0 for
/// digital silence. NaN counts as sound.
FrameRange non_zero_range(const Waveform& waveform);

/// The frames of the range; InvalidOptions if it leaves the waveform.
Waveform slice(const Waveform& waveform, FrameRange range);

/// slice(waveform, non_zero_range(waveform)): the zero padding at both ends removed.
Waveform trim_zeros(const Waveform& waveform);

/// Where a short piece lies within a long one.
class Position {
 public:
  static constexpr Position start() { return Position(Kind::start, 0); }
  static constexpr Position centre() { return Position(Kind::centre, 0); }
  /// `frame` frames after the long piece's start.
  static constexpr Position at(int64_t frame) { return Position(Kind::frame, frame); }

  /// The short piece's first frame, given how much longer the long one is (half of it, rounded
  /// down, for centre). InvalidOptions if the piece would stick out.
  int64_t offset(int64_t slack) const;

 private:
  enum class Kind { start, centre, frame };
  constexpr Position(Kind kind, int64_t frame) : kind_(kind), frame_(frame) {}
  Kind kind_;
  int64_t frame_;
};

/// The part of `num_frames` frames at `position`; a waveform that is no longer comes back
/// unchanged.
Waveform crop(const Waveform& waveform, int64_t num_frames, Position position = Position::start());

/// The waveform at `position` among zeros; one that is no shorter comes back unchanged.
Waveform pad(const Waveform& waveform, int64_t num_frames, Position position = Position::start());

/// Repeated from its start until `num_frames` are full; one that is no shorter comes back
/// unchanged, an empty one becomes zeros.
Waveform tile(const Waveform& waveform, int64_t num_frames);

}  // namespace pinna::audio
