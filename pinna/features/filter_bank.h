// The filter bank inside a feature's options, for figures and tables.
#pragma once

#include <optional>

#include "pinna/dsp/band_matrix.h"
#include "pinna/features/feature_options.h"
#include "pinna/features/spectrum_options.h"

namespace pinna::features {

struct FilterBank {
  dsp::BandMatrix bands = {};
  SpectrumOptions spectrum = {};  ///< resolved; says where the bank's columns lie
};

/// The mel bank of mel, log_mel, mfcc and whatever else includes MelOptions; empty for features
/// that have none. InvalidOptions as the feature itself.
std::optional<FilterBank> filter_bank(const FeatureOptions& options);

/// The short-time spectrum that a feature stands on, resolved; empty for features that have none.
std::optional<SpectrumOptions> analysis_spectrum(const FeatureOptions& options);

}  // namespace pinna::features
