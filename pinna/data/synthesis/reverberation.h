// The sound of a room.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace pinna::data {

/// Four delay lines that feed each other through a Hadamard matrix (Jot and Chaigne, "Digital delay
/// networks for designing artificial reverberators", AES 1991), damped towards high frequencies.
class Reverberation {
 public:
  /// `decay_seconds`: time to fall by 60 dB; `size` 1 is a living room, 3 a hall.
  Reverberation(double decay_seconds, double size, int64_t sample_rate);
  /// The reverberation alone, without the direct sound.
  double next(double input);

 private:
  struct Line {
    std::vector<double> samples;
    size_t position = 0;
    double gain = 0;
    double damped = 0;
  };
  std::array<Line, 4> lines_;
};

}  // namespace pinna::data
