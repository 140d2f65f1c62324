// The numbers that librosa 0.11.0 and torchaudio 0.13.1 produced, and how each is asked of us.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "pinna/audio/resample.h"
#include "pinna/core/array.h"
#include "pinna/core/config.h"

namespace pinna::test {

/// How the cases of one name in cases.json are asked of us and judged.
struct GoldenKind {
  std::string feature;
  std::string preset;
  double tolerance;
  std::string settings = "";  ///< TOML, after the case's own parameters
  /// The case's own parameters that this feature calls otherwise; "" is none of ours.
  std::map<std::string, std::string> renamed = {};
  /// How the result is compared with what was expected.
  enum class Comparison { largest_error, voiced_frames, pitch_track };
  Comparison comparison = Comparison::largest_error;
  /// How the expected matrix lies.
  enum class Layout { bins_frames, frames_bins };
  Layout layout = Layout::bins_frames;
  /// A case of the same signal and source whose parameters come before the case's own.
  std::string based_on = "";
  /// Whether the feature itself is asked for or its filter bank.
  enum class Result { feature, bank };
  Result result = Result::feature;
};

/// One case of cases.json.
struct GoldenCase {
  std::string name;  ///< "dog/librosa_stft.npy"
  GoldenKind kind;
  core::ConfigTable options;    ///< what features::parse_feature reads
  std::filesystem::path input;  ///< float32 [time]
  int64_t input_rate;
  audio::ResampleOptions resampling;  ///< to the feature's rate, where that is another
  core::Array expected;               ///< [rows, frames]

  /// The error of `got`, of the same shape, in the unit of kind.tolerance: max |a - b| / max |b|,
  /// unless kind.comparison says otherwise.
  double error_of(const core::Array& got) const;
};

/// Every case; std::out_of_range if one has a name that no kind knows.
std::vector<GoldenCase> read_golden_cases();

}  // namespace pinna::test
