// A feature of a recording of any length, decoded piece by piece.
#pragma once

#include <functional>

#include "pinna/audio/decode.h"
#include "pinna/features/feature.h"
#include "pinna/features/feature_matrix.h"

namespace pinna::features {

/// Mixes to mono, converts to the feature's sample rate with soxr, and gives the frames to take(),
/// some [num_bins, frames] at a time; only a few seconds of either are in memory. Errors as
/// AudioReader::read and Feature::make_stream.
void stream_file(const Feature& feature, audio::AudioReader& reader,
                 const std::function<void(const FeatureMatrix&)>& take);

}  // namespace pinna::features
