#include "pinna/audio/resample.h"

#include <cmath>
#include <string>

#include <fmt/format.h>
#include <soxr.h>

#include "pinna/audio/limits.h"
#include "pinna/audio/sinc_resample.h"
#include "pinna/core/error.h"

namespace pinna::audio {
namespace {

void resample_soxr(std::span<const float> input, int64_t rate, std::span<float> output,
                   int64_t new_rate) {
  const soxr_io_spec_t io = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I);
  const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_HQ, 0);
  const soxr_runtime_spec_t runtime = soxr_runtime_spec(1);
  size_t num_written = 0;  // may be one short of the length: the rest stays zero
  const soxr_error_t error = soxr_oneshot(static_cast<double>(rate), static_cast<double>(new_rate),
                                          1, input.data(), input.size(), nullptr, output.data(),
                                          output.size(), &num_written, &io, &quality, &runtime);
  if (error)
    throw core::Bug({.what = "soxr failed",
                     .got = error,
                     .where = fmt::format("{} Hz to {} Hz", rate, new_rate)});
}

}  // namespace

void require_rate(int64_t sample_rate, std::string_view what) {
  if (sample_rate >= 1 && sample_rate <= kMaxSampleRate) return;
  throw core::InvalidOptions({.what = std::string(what),
                              .got = fmt::format("{} Hz", sample_rate),
                              .expected = fmt::format("1 to {} Hz", kMaxSampleRate)});
}

/// librosa.resample: int(np.ceil(n * (target_sr / orig_sr))).
int64_t resampled_frames(int64_t num_frames, int64_t rate, int64_t new_rate) {
  const double ratio = static_cast<double>(new_rate) / static_cast<double>(rate);
  return static_cast<int64_t>(std::ceil(static_cast<double>(num_frames) * ratio));
}

Waveform resample(const Waveform& waveform, int64_t new_rate, const ResampleOptions& options) {
  core::check_options(options, "resample");
  require_rate(waveform.sample_rate, "resample: old sample rate");
  require_rate(new_rate, "resample: new sample rate");
  if (new_rate == waveform.sample_rate) return waveform;

  const int64_t rate = waveform.sample_rate;
  const int64_t num_frames = options.method == ResampleMethod::soxr_hq
                                 ? resampled_frames(waveform.num_frames(), rate, new_rate)
                                 : sinc_length(waveform.num_frames(), rate, new_rate);
  if (num_frames > kMaxSamples / waveform.num_channels)
    throw core::InvalidOptions(
        {.what = "resample: result too long",
         .got = fmt::format("{} frames of {} channels", num_frames, waveform.num_channels),
         .expected = fmt::format("at most {} samples", kMaxSamples),
         .fix = "resample it in parts"});

  Waveform result{
      .samples = std::vector<float>(static_cast<size_t>(num_frames * waveform.num_channels)),
      .num_channels = waveform.num_channels,
      .sample_rate = new_rate};
  if (num_frames == 0) return result;
  if (options.method == ResampleMethod::soxr_hq) {
    for (int64_t c = 0; c < waveform.num_channels; ++c)
      resample_soxr(waveform.channel(c), rate, result.channel(c), new_rate);
  } else {
    const SincResampler resampler(rate, new_rate, options);
    for (int64_t c = 0; c < waveform.num_channels; ++c)
      resampler.apply(waveform.channel(c), result.channel(c));
  }
  return result;
}

}  // namespace pinna::audio
