// The recording that a feature is computed of.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "pinna/audio/resample.h"
#include "pinna/audio/waveform.h"

namespace pinna::cli {

/// An audio file, or a .npy file of float32 [time], whose rate only the caller knows.
/// InvalidOptions where `npy_sample_rate` is missing or not called for.
audio::Waveform read_feature_input(const std::filesystem::path& input,
                                   std::optional<int64_t> npy_sample_rate);

/// Mono, at the feature's rate, all samples finite.
audio::Waveform prepared(const audio::Waveform& waveform, int64_t sample_rate,
                         const std::filesystem::path& input,
                         const audio::ResampleOptions& resampling = {});

}  // namespace pinna::cli
