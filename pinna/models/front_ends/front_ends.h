// The makers of the front ends, for make_front_end.
#pragma once

#include <memory>

#include "pinna/models/front_end.h"

namespace pinna::models {

std::shared_ptr<FrontEnd> make_spectrogram_front_end(const features::SpectrogramOptions& options);
std::shared_ptr<FrontEnd> make_mel_front_end(const features::MelOptions& options);
std::shared_ptr<FrontEnd> make_log_mel_front_end(const features::LogMelOptions& options);
std::shared_ptr<FrontEnd> make_mfcc_front_end(const features::MfccOptions& options);

}  // namespace pinna::models
