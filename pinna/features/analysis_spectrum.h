// The short-time spectrum inside a feature's options, for figures and tables.
#pragma once

#include <optional>

#include "pinna/features/feature_options.h"
#include "pinna/features/spectrum_options.h"

namespace pinna::features {

/// The short-time spectrum that a feature stands on, resolved; empty for features that have none.
std::optional<SpectrumOptions> analysis_spectrum(const FeatureOptions& options);

}  // namespace pinna::features
