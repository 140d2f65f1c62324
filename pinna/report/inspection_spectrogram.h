// The spectrogram of a recording of any length as one picture of bounded size.
#pragma once

#include <cstdint>
#include <filesystem>

#include "pinna/report/feature_panel.h"

namespace pinna::report {

/// Log-mel, at the recording's own sample rate up to 48 kHz, of the mean of all channels. Where
/// there are more frames than `max_frames`, neighbours are merged to the largest, so that short
/// sounds stay visible. The recording is decoded piece by piece. MissingInput or BadData naming it.
FeaturePanel inspection_spectrogram(const std::filesystem::path& recording,
                                    int64_t max_frames = 3000);

/// The same of a part of it, on the time axis of the whole. InvalidOptions if it is not within.
FeaturePanel inspection_spectrogram(const std::filesystem::path& recording,
                                    const ValueRange& seconds, int64_t max_frames = 3000);

}  // namespace pinna::report
