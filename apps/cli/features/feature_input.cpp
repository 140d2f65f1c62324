#include "apps/cli/features/feature_input.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "pinna/audio/decode.h"
#include "pinna/audio/level.h"
#include "pinna/core/error.h"
#include "pinna/core/npy.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

audio::Waveform read_samples(const fs::path& input, std::optional<int64_t> sample_rate) {
  if (!sample_rate)
    throw core::InvalidOptions({.what = "--sample-rate",
                                .got = "none",
                                .expected = "the rate of the samples in Hz",
                                .where = input.string(),
                                .fix = ".npy files do not say at which rate they were sampled"});
  if (*sample_rate < 1)
    throw core::InvalidOptions({.what = "--sample-rate",
                                .got = fmt::format("{} Hz", *sample_rate),
                                .expected = "at least 1 Hz",
                                .where = input.string()});
  const core::Array array = core::read_npy(input);
  if (array.shape.size() != 1)
    throw core::BadData({.what = "dimensions of the samples",
                         .got = fmt::format("{}", array.shape.size()),
                         .expected = "one: [time]",
                         .where = input.string(),
                         .fix = "mix channels to mono first"});
  const auto samples = array.as_float32();
  return {
      .samples = {samples.begin(), samples.end()}, .num_channels = 1, .sample_rate = *sample_rate};
}

}  // namespace

audio::Waveform read_feature_input(const fs::path& input, std::optional<int64_t> npy_sample_rate) {
  if (input.extension() == ".npy") return read_samples(input, npy_sample_rate);
  if (npy_sample_rate)
    throw core::InvalidOptions({.what = "--sample-rate",
                                .expected = "a .npy file with it",
                                .where = input.string(),
                                .fix = "audio files state their own; --set sample_rate=... "
                                       "chooses the rate that they are converted to"});
  return audio::read_audio(input);
}

audio::Waveform prepared(const audio::Waveform& waveform, int64_t sample_rate,
                         const fs::path& input, const audio::ResampleOptions& resampling) {
  audio::require_finite(waveform, input.string());
  if (waveform.sample_rate != sample_rate)
    spdlog::info("converted from {} to {} Hz", waveform.sample_rate, sample_rate);
  return audio::resample(audio::to_mono(waveform), sample_rate, resampling);
}

}  // namespace pinna::cli
