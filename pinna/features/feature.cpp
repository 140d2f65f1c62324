#include "pinna/features/feature.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/features/chroma_cens.h"
#include "pinna/features/chroma_cqt.h"
#include "pinna/features/chroma_stft.h"
#include "pinna/features/delta.h"
#include "pinna/features/feature_stack.h"
#include "pinna/features/feature_stream.h"
#include "pinna/features/gammatone.h"
#include "pinna/features/hpss.h"
#include "pinna/features/kaldi_fbank.h"
#include "pinna/features/kaldi_mfcc.h"
#include "pinna/features/lfcc.h"
#include "pinna/features/log_mel.h"
#include "pinna/features/mel.h"
#include "pinna/features/mfcc.h"
#include "pinna/features/onset_strength.h"
#include "pinna/features/pcen.h"
#include "pinna/features/pyin.h"
#include "pinna/features/rms.h"
#include "pinna/features/samples.h"
#include "pinna/features/spectral_bandwidth.h"
#include "pinna/features/spectral_centroid.h"
#include "pinna/features/spectral_contrast.h"
#include "pinna/features/spectral_flatness.h"
#include "pinna/features/spectral_rolloff.h"
#include "pinna/features/spectrogram.h"
#include "pinna/features/stft.h"
#include "pinna/features/tempogram.h"
#include "pinna/features/tonnetz.h"
#include "pinna/features/vqt.h"
#include "pinna/features/yin.h"
#include "pinna/features/zero_crossing_rate.h"

namespace pinna::features {
namespace {

// The table of features: one row for each alternative of FeatureOptions.
std::unique_ptr<Feature> make(const SpectrogramOptions& options) {
  return std::make_unique<Spectrogram>(options);
}
std::unique_ptr<Feature> make(const MelOptions& options) {
  return std::make_unique<Mel>(options);
}
std::unique_ptr<Feature> make(const LogMelOptions& options) {
  return std::make_unique<LogMel>(options);
}
std::unique_ptr<Feature> make(const MfccOptions& options) {
  return std::make_unique<Mfcc>(options);
}
std::unique_ptr<Feature> make(const CqtOptions& options) {
  return std::make_unique<Vqt>(options);
}
std::unique_ptr<Feature> make(const VqtOptions& options) {
  return std::make_unique<Vqt>(options);
}
std::unique_ptr<Feature> make(const ChromaStftOptions& options) {
  return std::make_unique<ChromaStft>(options);
}
std::unique_ptr<Feature> make(const ChromaCqtOptions& options) {
  return std::make_unique<ChromaCqt>(options);
}
std::unique_ptr<Feature> make(const ChromaCensOptions& options) {
  return std::make_unique<ChromaCens>(options);
}
std::unique_ptr<Feature> make(const TonnetzOptions& options) {
  return std::make_unique<Tonnetz>(options);
}
std::unique_ptr<Feature> make(const PcenOptions& options) {
  return std::make_unique<Pcen>(options);
}
std::unique_ptr<Feature> make(const OnsetStrengthOptions& options) {
  return std::make_unique<OnsetStrength>(options);
}
std::unique_ptr<Feature> make(const TempogramOptions& options) {
  return std::make_unique<Tempogram>(options);
}
std::unique_ptr<Feature> make(const HpssHarmonicOptions& options) {
  return std::make_unique<Hpss>(options.hpss, Hpss::Part::harmonic);
}
std::unique_ptr<Feature> make(const HpssPercussiveOptions& options) {
  return std::make_unique<Hpss>(options.hpss, Hpss::Part::percussive);
}
std::unique_ptr<Feature> make(const YinOptions& options) {
  return std::make_unique<Yin>(options);
}
std::unique_ptr<Feature> make(const PyinOptions& options) {
  return std::make_unique<Pyin>(options);
}
std::unique_ptr<Feature> make(const KaldiFbankOptions& options) {
  return std::make_unique<KaldiFbank>(options);
}
std::unique_ptr<Feature> make(const KaldiMfccOptions& options) {
  return std::make_unique<KaldiMfcc>(options);
}
std::unique_ptr<Feature> make(const GammatoneOptions& options) {
  return std::make_unique<Gammatone>(options);
}
std::unique_ptr<Feature> make(const WaveformOptions& options) {
  return std::make_unique<Samples>(options);
}
std::unique_ptr<Feature> make(const StftOptions& options) {
  return std::make_unique<Stft>(options);
}
std::unique_ptr<Feature> make(const LfccOptions& options) {
  return std::make_unique<Lfcc>(options);
}
std::unique_ptr<Feature> make(const DeltaOptions& options) {
  return std::make_unique<Delta>(options);
}
std::unique_ptr<Feature> make(const SpectralCentroidOptions& options) {
  return std::make_unique<SpectralCentroid>(options);
}
std::unique_ptr<Feature> make(const SpectralBandwidthOptions& options) {
  return std::make_unique<SpectralBandwidth>(options);
}
std::unique_ptr<Feature> make(const SpectralRolloffOptions& options) {
  return std::make_unique<SpectralRolloff>(options);
}
std::unique_ptr<Feature> make(const SpectralFlatnessOptions& options) {
  return std::make_unique<SpectralFlatness>(options);
}
std::unique_ptr<Feature> make(const SpectralContrastOptions& options) {
  return std::make_unique<SpectralContrast>(options);
}
std::unique_ptr<Feature> make(const ZeroCrossingRateOptions& options) {
  return std::make_unique<ZeroCrossingRate>(options);
}
std::unique_ptr<Feature> make(const RmsOptions& options) {
  return std::make_unique<Rms>(options);
}
std::unique_ptr<Feature> make(const StackOptions& options) {
  return std::make_unique<FeatureStack>(options);
}

}  // namespace

FeatureMatrix Feature::compute(std::span<const float> mono) const {
  FeatureMatrix output;
  compute_into(mono, output);
  return output;
}

std::unique_ptr<FeatureStream> Feature::make_stream() const {
  return std::make_unique<LocalStream>(*this);
}

std::unique_ptr<Feature> make_feature(const FeatureOptions& options) {
  return std::visit([](const auto& chosen) { return make(chosen); }, options);
}

std::unique_ptr<Feature> make_channel(const ChannelOptions& options) {
  return std::visit([](const auto& chosen) { return make(chosen); }, options);
}

Locality locality_of(const dsp::FrameGrid& grid) {
  return {.hop_length = grid.hop_length, .before = grid.before(), .after = grid.after()};
}

void throw_too_short(int64_t num_samples, int64_t least, const std::string& fix) {
  throw core::BadData({.what = "waveform",
                       .got = fmt::format("{} samples", num_samples),
                       .expected = fmt::format("at least {}", least),
                       .fix = num_samples == 0 ? "" : fix});
}

void require_frames(const dsp::FrameGrid& grid, int64_t num_samples) {
  if (grid.num_frames(num_samples) == 0)
    throw_too_short(num_samples, grid.min_samples(),
                    "pad the clip, shorten the frames, or set center = true");
}

void require_usable(std::span<const float> mono, double largest) {
  const auto bad = std::find_if(mono.begin(), mono.end(),
                                [&](float sample) { return !(std::abs(sample) <= largest); });
  if (bad == mono.end()) return;
  const auto got = fmt::format("{} at sample {}", *bad, bad - mono.begin());
  if (!std::isfinite(*bad))
    throw core::BadData({.what = "waveform", .got = got, .expected = "finite samples"});
  throw core::BadData({.what = "waveform",
                       .got = got,
                       .expected = fmt::format("at most {:.3g}", largest),
                       .fix = "scale the recording so that full scale is 1"});
}

}  // namespace pinna::features
