#include "pinna/features/log_mel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/dsp/flush_denormals.h"
#include "pinna/dsp/scratch.h"

namespace pinna::features {
namespace {

using Limits = std::numeric_limits<float>;

/// What the logarithm multiplies ln(x) with.
double log_scale(const LogMelOptions& options) {
  switch (options.log) {
    case LogKind::db:
      return 20 / options.power / std::numbers::ln10;
    case LogKind::ln:
      return 1;
    case LogKind::log10:
      return 1 / std::numbers::ln10;
    case LogKind::none:
      break;
  }
  throw core::Bug({.what = "no logarithm to scale"});
}

/// The rule for a signal that was multiplied with `gain`, whose effect it takes back.
dsp::LogRule log_rule(const LogMelOptions& options, double gain) {
  const double scale = log_scale(options);
  const double band_gain = std::pow(gain, options.power);
  double offset = -scale * std::log(band_gain);
  if (const double* ref = std::get_if<double>(&options.ref); ref && options.log == LogKind::db)
    offset -= scale * std::log(std::max(*ref, options.amin));
  return {.floor = options.amin_mode == AminMode::clamp ? dsp::LogRule::Floor::clamp
                                                        : dsp::LogRule::Floor::add,
          .amin = std::max(static_cast<float>(options.amin * band_gain), Limits::min()),
          .scale = static_cast<float>(scale),
          .offset = static_cast<float>(offset)};
}

void require_finite(std::span<const float> mono) {
  const auto bad =
      std::find_if(mono.begin(), mono.end(), [](float sample) { return !std::isfinite(sample); });
  if (bad != mono.end())
    throw core::BadData({.what = "waveform",
                         .got = fmt::format("{} at sample {}", *bad, bad - mono.begin()),
                         .expected = "finite samples"});
}

/// A power of two that brings every sum of n_fft samples below 1.
double safe_gain(std::span<const float> mono, int64_t n_fft) {
  float peak = 0;
  for (const float sample : mono) peak = std::max(peak, std::abs(sample));
  return std::exp2(-std::ceil(std::log2(static_cast<double>(peak) * static_cast<double>(n_fft))));
}

}  // namespace

LogMel::LogMel(const LogMelOptions& options, const dsp::Kernels& kernels)
    : options_(resolved(options)),
      spectrum_(frame_grid(options_), analysis_window(options_), kernels),
      bank_(mel_bank(options_)) {
  for (const dsp::BandMatrix::Band& band : bank_.bands)
    bands_.push_back({.first_bin = static_cast<int32_t>(band.first_bin),
                      .num_bins = static_cast<int32_t>(band.num_bins),
                      .weights = bank_.weights.data() + band.first_weight});
}

int64_t LogMel::num_frames(int64_t num_samples) const {
  return spectrum_.grid().num_frames(num_samples);
}

void LogMel::compute_into(std::span<const float> mono, FeatureMatrix& output) const {
  const auto num_samples = static_cast<int64_t>(mono.size());
  if (num_frames(num_samples) == 0)
    throw core::BadData(
        {.what = "waveform",
         .got = fmt::format("{} samples", num_samples),
         .expected = fmt::format("at least {}", options_.center ? 1 : options_.n_fft),
         .fix = "pad the clip, lower n_fft, or set center = true"});
  output.reshape(num_bins(), num_frames(num_samples));
  if (fill(mono, 1, output)) return;

  require_finite(mono);
  const double gain = safe_gain(mono, options_.n_fft);
  std::vector<float> quieter(mono.begin(), mono.end());
  for (float& sample : quieter) sample = static_cast<float>(sample * gain);
  if (!fill(quieter, gain, output))
    throw core::Bug({.what = "log-mel",
                     .got = "infinite bands of samples scaled below 1",
                     .expected = "a window and a bank of finite weights"});
  if (options_.log == LogKind::none)
    for (float& value : output.values)
      value = static_cast<float>(
          std::min<double>(value / std::pow(gain, options_.power), Limits::max()));
}

/// False, with `output` in parts undefined, if the arithmetic left the range of float.
bool LogMel::fill(std::span<const float> mono, double gain, FeatureMatrix& output) const {
  thread_local dsp::Scratch power_scratch, band_scratch;
  const dsp::FlushDenormals flush;
  const dsp::Kernels& kernels = spectrum_.kernels();
  const dsp::BandTables bank{.num_bands = static_cast<int32_t>(bands_.size()),
                             .bands = bands_.data()};
  const int64_t band_floats = num_bins() * kernels.lanes;
  float* power = power_scratch.floats(spectrum_.block_floats());
  float* bands = band_scratch.floats(band_floats);
  const bool with_log = options_.log != LogKind::none;
  const dsp::LogRule rule = with_log ? log_rule(options_, gain) : dsp::LogRule{};
  dsp::Extremes range{Limits::max(), Limits::lowest()};

  for (int64_t frame = 0; frame < output.frames; frame += kernels.lanes) {
    spectrum_.compute(mono, frame, power);
    if (options_.power != 2)
      kernels.raise(power, spectrum_.block_floats(), static_cast<float>(options_.power / 2));
    kernels.apply_bank(bank, power, bands);
    if (!kernels.all_finite(bands, band_floats)) return false;
    if (with_log) {
      kernels.logarithm(rule, bands, band_floats);
      const dsp::Extremes block = kernels.extremes(bands, band_floats);
      range = {std::min(range.lowest, block.lowest), std::max(range.highest, block.highest)};
    }
    kernels.store_rows(bands, num_bins(), std::min(kernels.lanes, output.frames - frame),
                       output.values.data() + frame, output.frames);
  }
  if (options_.log == LogKind::db) limit_range(range.lowest, range.highest, output);
  return true;
}

/// Applies what depends on the clip's maximum: ref = max and top_db.
void LogMel::limit_range(float lowest, float highest, FeatureMatrix& output) const {
  const float shift = std::holds_alternative<ClipReference>(options_.ref) ? -highest : 0.0f;
  const float limit =
      options_.top_db ? highest + shift - static_cast<float>(*options_.top_db) : Limits::lowest();
  if (shift == 0 && lowest >= limit) return;
  spectrum_.kernels().shift_and_limit(output.values.data(),
                                      static_cast<int64_t>(output.values.size()), shift, limit);
}

std::vector<std::string> LogMel::warnings() const {
  const std::vector<int64_t> empty = bank_.empty_bands();
  if (empty.empty()) return {};
  return {fmt::format(
      "{} of {} mel bands are empty, because they are narrower than the {:.1f} Hz between bins "
      "(first: band {}): raise n_fft or lower n_mels",
      empty.size(), options_.n_mels,
      static_cast<double>(options_.sample_rate) / static_cast<double>(options_.n_fft),
      empty.front())};
}

}  // namespace pinna::features
