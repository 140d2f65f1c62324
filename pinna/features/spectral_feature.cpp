#include "pinna/features/spectral_feature.h"

#include <algorithm>
#include <cmath>

#include "pinna/core/error.h"
#include "pinna/dsp/flush_denormals.h"

namespace pinna::features {

ClipWork& ClipWork::inner() {
  if (!inner_) inner_ = std::make_unique<ClipWork>();
  return *inner_;
}

SpectralFeature::SpectralFeature(const SpectrumOptions& options, const dsp::Kernels& kernels,
                                 const SpectrumDemands& demands)
    : options_(resolved(options)),
      spectrum_(std::make_shared<dsp::BlockSpectrum>(
          frame_grid(options_), analysis_window(options_), kernels, demands.precision)),
      demands_(demands) {}

bool SpectralFeature::shares_spectrum_with(const SpectralFeature& other) const {
  return options_ == other.options_ && demands_.precision == other.demands_.precision;
}

void SpectralFeature::compute_into(std::span<const float> mono, FeatureMatrix& output) const {
  const SpectralFeature* self = this;
  FeatureMatrix* target = &output;
  compute_together({&self, 1}, mono, {&target, 1});
}

int64_t SpectralFeature::num_frames(int64_t num_samples) const {
  return spectrum_->grid().num_frames(num_samples);
}

Locality SpectralFeature::locality() const {
  return locality_of(spectrum_->grid());
}

void compute_together(std::span<const SpectralFeature* const> features, std::span<const float> mono,
                      std::span<FeatureMatrix* const> outputs) {
  thread_local dsp::Scratch power_scratch;
  thread_local std::vector<ClipWork> works;
  const dsp::FlushDenormals flush;
  const SpectralFeature& first = *features.front();
  const dsp::BlockSpectrum& spectrum = *first.spectrum_;
  const auto num_samples = static_cast<int64_t>(mono.size());
  require_frames(spectrum.grid(), num_samples);
  const int64_t frames = first.num_frames(num_samples);
  if (works.size() < features.size()) works.resize(features.size());

  double largest_power = first.demands_.largest_power;
  for (size_t i = 0; i < features.size(); ++i) {
    if (!features[i]->shares_spectrum_with(first))
      throw core::Bug({.what = "features with different spectra were to share one"});
    largest_power = std::min(largest_power, features[i]->demands_.largest_power);
    outputs[i]->reshape(features[i]->num_bins(), frames);
    features[i]->begin(works[i], *outputs[i]);
  }
  float* power = power_scratch.floats(spectrum.block_floats());
  for (int64_t frame = 0; frame < frames; frame += spectrum.kernels().lanes) {
    spectrum.compute(mono, frame, power);
    if (!spectrum.kernels().all_within(power, spectrum.block_floats(),
                                       static_cast<float>(largest_power))) {
      require_usable(mono, std::sqrt(largest_power) / static_cast<double>(first.options_.n_fft));
      throw core::Bug({.what = "power spectrum", .got = "values beyond what samples can give"});
    }
    const SpectrumBlock block{.power = power,
                              .num_bins = spectrum.num_bins(),
                              .first_frame = frame,
                              .count = std::min(spectrum.kernels().lanes, frames - frame),
                              .kernels = spectrum.kernels()};
    for (size_t i = 0; i < features.size(); ++i)
      features[i]->add_block(block, works[i], *outputs[i]);
  }
  for (size_t i = 0; i < features.size(); ++i) features[i]->finish(works[i], *outputs[i]);
}

DerivedFeature::DerivedFeature(std::unique_ptr<SpectralFeature> source)
    : SpectralFeature(*source), source_(std::move(source)) {}

void DerivedFeature::begin(ClipWork& work, FeatureMatrix& output) const {
  work.source.reshape(source_->num_bins(), output.frames);
  source_->begin(work.inner(), work.source);
}

void DerivedFeature::add_block(const SpectrumBlock& block, ClipWork& work, FeatureMatrix&) const {
  source_->add_block(block, work.inner(), work.source);
}

void DerivedFeature::finish(ClipWork& work, FeatureMatrix& output) const {
  source_->finish(work.inner(), work.source);
  derive(work.source, output);
}

Locality DerivedFeature::widened(int64_t frames_before, int64_t frames_after) const {
  Locality locality = source_->locality();
  locality.before += frames_before * locality.hop_length;
  locality.after += frames_after * locality.hop_length;
  return locality;
}

}  // namespace pinna::features
