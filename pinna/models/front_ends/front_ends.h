// The makers of the front ends, for make_front_end.
#pragma once

#include <memory>

#include "pinna/models/front_end.h"

namespace pinna::models {

std::shared_ptr<FrontEnd> make_stft_front_end(const features::StftOptions& options);
std::shared_ptr<FrontEnd> make_spectrogram_front_end(const features::SpectrogramOptions& options);
std::shared_ptr<FrontEnd> make_mel_front_end(const features::MelOptions& options);
std::shared_ptr<FrontEnd> make_log_mel_front_end(const features::LogMelOptions& options);
std::shared_ptr<FrontEnd> make_mfcc_front_end(const features::MfccOptions& options);
std::shared_ptr<FrontEnd> make_lfcc_front_end(const features::LfccOptions& options);
std::shared_ptr<FrontEnd> make_delta_front_end(const features::DeltaOptions& options);
std::shared_ptr<FrontEnd> make_pcen_front_end(const features::PcenOptions& options);
std::shared_ptr<FrontEnd> make_chroma_stft_front_end(const features::ChromaStftOptions& options);
std::shared_ptr<FrontEnd> make_spectral_centroid_front_end(
    const features::SpectralCentroidOptions& options);
std::shared_ptr<FrontEnd> make_spectral_bandwidth_front_end(
    const features::SpectralBandwidthOptions& options);
std::shared_ptr<FrontEnd> make_spectral_rolloff_front_end(
    const features::SpectralRolloffOptions& options);
std::shared_ptr<FrontEnd> make_spectral_flatness_front_end(
    const features::SpectralFlatnessOptions& options);
std::shared_ptr<FrontEnd> make_spectral_contrast_front_end(
    const features::SpectralContrastOptions& options);
std::shared_ptr<FrontEnd> make_gammatone_front_end(const features::GammatoneOptions& options);

}  // namespace pinna::models
