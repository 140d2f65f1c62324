// A feature of a recording of any length, decoded piece by piece.
#pragma once

#include "pinna/audio/decode.h"
#include "pinna/features/feature.h"
#include "pinna/features/feature_matrix.h"

namespace pinna::features {

/// Mixes to mono, converts to the feature's sample rate with soxr, and streams; only the result and
/// a few seconds of samples are in memory. Errors as AudioReader::read and Feature::make_stream.
FeatureMatrix stream_file(const Feature& feature, audio::AudioReader& reader);

}  // namespace pinna::features
