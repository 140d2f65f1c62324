// Windowed-sinc resampling with torchaudio's numbers; `resample` is the way in.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pinna/audio/resample.h"

namespace pinna::audio {

/// ceil(num_frames * new_rate / rate), exactly.
int64_t sinc_length(int64_t num_frames, int64_t rate, int64_t new_rate);

/// The filters of torchaudio.functional.resample 0.13 (_get_sinc_resample_kernel), one per output
/// phase of the reduced ratio. torchaudio multiplies every phase with the whole span of
/// 2 width + rate samples; here each keeps only the taps inside the window, which are the same
/// sums.
class SincResampler {
 public:
  /// Takes the sinc methods of ResampleOptions; both rates at least 1.
  SincResampler(int64_t rate, int64_t new_rate, const ResampleOptions& options);

  /// One channel; output.size() at most sinc_length(input.size(), ...).
  void apply(std::span<const float> input, std::span<float> output) const;

 private:
  int64_t step_;                // input frames per round of all phases
  int64_t num_phases_;          // output frames per round
  int64_t num_taps_;            // a multiple of kLanes, padded with zeros
  std::vector<int64_t> first_;  // [phase]: input frame of the first tap within the round
  std::vector<float> taps_;     // [phase, tap]
};

}  // namespace pinna::audio
