// Sample-rate conversion of whole clips.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "pinna/audio/waveform.h"
#include "pinna/core/options.h"

namespace pinna::audio {

enum class ResampleMethod {
  soxr_hq,     ///< libsoxr "HQ", linear phase: librosa's default
  sinc_hann,   ///< torchaudio.functional.resample, sinc_interp_hann
  sinc_kaiser  ///< torchaudio.functional.resample, sinc_interp_kaiser
};

}  // namespace pinna::audio

template <>
struct pinna::core::EnumNames<pinna::audio::ResampleMethod> {
  using Method = audio::ResampleMethod;
  static constexpr std::array names{
      std::pair{Method::soxr_hq, "soxr_hq"}, std::pair{Method::sinc_hann, "sinc_hann"},
      std::pair{Method::sinc_kaiser, "sinc_kaiser"}, std::pair{Method::soxr_hq, "soxr"},
      std::pair{Method::sinc_hann, "sinc"}};
};

namespace pinna::audio {

/// The defaults of the sinc filters are torchaudio's; soxr_hq uses none of the numbers.
struct ResampleOptions {
  ResampleMethod method = ResampleMethod::soxr_hq;
  int64_t lowpass_filter_width = 6;  ///< zero crossings on each side
  double rolloff = 0.99;             ///< cut-off as a part of the lower Nyquist frequency
  double beta = 14.769656459379492;  ///< Kaiser window shape, sinc_kaiser only

  static void fields(auto&& field) {
    field("method", &ResampleOptions::method, "soxr_hq (soxr), sinc_hann (sinc) or sinc_kaiser");
    field("lowpass_filter_width", &ResampleOptions::lowpass_filter_width,
          "zero crossings on each side of the sinc", core::between(1, 1024));
    field("rolloff", &ResampleOptions::rolloff, "cut-off / lower Nyquist frequency",
          core::between(0.01, 1));
    field("beta", &ResampleOptions::beta, "Kaiser window shape", core::between(0, 100));
  }
  bool operator==(const ResampleOptions&) const = default;
};

/// Every channel at `new_rate` Hz. The result has ceil(frames * new_rate / rate) frames: for
/// soxr_hq with that product in floating point as librosa.resample computes it, so that lengths
/// agree. Equal rates return the waveform unchanged. InvalidOptions for a rate outside
/// [1, 768000] Hz, options out of range, or a result above kMaxSamples.
Waveform resample(const Waveform& waveform, int64_t new_rate, const ResampleOptions& options = {});

/// Frames that resample() with soxr_hq makes of `num_frames`.
int64_t resampled_frames(int64_t num_frames, int64_t rate, int64_t new_rate);
/// InvalidOptions, naming `what`, for a rate outside [1, 768000] Hz.
void require_rate(int64_t sample_rate, std::string_view what);

}  // namespace pinna::audio
