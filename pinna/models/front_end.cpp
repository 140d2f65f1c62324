#include "pinna/models/front_end.h"

#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/models/compat.h"
#include "pinna/models/front_ends/front_ends.h"

namespace pinna::models {
namespace {

/// The features without a front end of their own.
template <class Options>
std::shared_ptr<FrontEnd> make(const Options&) {
  throw core::InvalidOptions({.what = "front end",
                              .got = std::string(Options::type_name),
                              .expected = "a feature that networks learn through",
                              .fix = "compute it on the CPU with make_feature"});
}

// The table of front ends: one row for each feature that has one.
std::shared_ptr<FrontEnd> make(const features::StftOptions& options) {
  return make_stft_front_end(options);
}
std::shared_ptr<FrontEnd> make(const features::SpectrogramOptions& options) {
  return make_spectrogram_front_end(options);
}
std::shared_ptr<FrontEnd> make(const features::MelOptions& options) {
  return make_mel_front_end(options);
}
std::shared_ptr<FrontEnd> make(const features::LogMelOptions& options) {
  return make_log_mel_front_end(options);
}
std::shared_ptr<FrontEnd> make(const features::MfccOptions& options) {
  return make_mfcc_front_end(options);
}
std::shared_ptr<FrontEnd> make(const features::LfccOptions& options) {
  return make_lfcc_front_end(options);
}
std::shared_ptr<FrontEnd> make(const features::DeltaOptions& options) {
  return make_delta_front_end(options);
}
std::shared_ptr<FrontEnd> make(const features::PcenOptions& options) {
  return make_pcen_front_end(options);
}
std::shared_ptr<FrontEnd> make(const features::ChromaStftOptions& options) {
  return make_chroma_stft_front_end(options);
}
std::shared_ptr<FrontEnd> make(const features::SpectralCentroidOptions& options) {
  return make_spectral_centroid_front_end(options);
}
std::shared_ptr<FrontEnd> make(const features::SpectralBandwidthOptions& options) {
  return make_spectral_bandwidth_front_end(options);
}
std::shared_ptr<FrontEnd> make(const features::SpectralRolloffOptions& options) {
  return make_spectral_rolloff_front_end(options);
}
std::shared_ptr<FrontEnd> make(const features::SpectralFlatnessOptions& options) {
  return make_spectral_flatness_front_end(options);
}
std::shared_ptr<FrontEnd> make(const features::SpectralContrastOptions& options) {
  return make_spectral_contrast_front_end(options);
}
std::shared_ptr<FrontEnd> make(const features::GammatoneOptions& options) {
  return make_gammatone_front_end(options);
}

}  // namespace

at::Tensor FrontEnd::forward(const at::Tensor& waveforms) {
  const at::ScalarType type = waveforms.scalar_type();
  if (waveforms.dim() != 2 || (type != at::kFloat && type != at::kDouble))
    throw core::InvalidOptions(
        {.what = "waveforms",
         .got = fmt::format("{} [{}]", at::toString(type), fmt::join(waveforms.sizes(), ", ")),
         .expected = "float32 or float64 [batch, time]"});
  const c10::impl::ExcludeDispatchKeyGuard no_autocast(c10::autocast_dispatch_keyset);
  return compute(waveforms);
}

std::shared_ptr<FrontEnd> make_front_end(const features::FeatureOptions& options) {
  return std::visit([](const auto& chosen) { return make(chosen); }, options);
}

}  // namespace pinna::models
