// Every single feature and its settings: what a recipe names, and what a channel of a stack is.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pinna/core/config.h"
#include "pinna/core/options.h"
#include "pinna/features/chroma_cqt_options.h"
#include "pinna/features/chroma_stft_options.h"
#include "pinna/features/constant_q_options.h"
#include "pinna/features/delta_options.h"
#include "pinna/features/frame_options.h"
#include "pinna/features/gammatone_options.h"
#include "pinna/features/hpss_options.h"
#include "pinna/features/kaldi_fbank_options.h"
#include "pinna/features/kaldi_mfcc_options.h"
#include "pinna/features/lfcc_options.h"
#include "pinna/features/log_mel_options.h"
#include "pinna/features/mel_options.h"
#include "pinna/features/mfcc_options.h"
#include "pinna/features/onset_strength_options.h"
#include "pinna/features/pcen_options.h"
#include "pinna/features/pyin_options.h"
#include "pinna/features/spectral_contrast_options.h"
#include "pinna/features/spectral_shape_options.h"
#include "pinna/features/spectrogram_options.h"
#include "pinna/features/stft_options.h"
#include "pinna/features/tempogram_options.h"
#include "pinna/features/yin_options.h"

namespace pinna::features {

/// One alternative for each feature; its type_name is the feature's name.
using ChannelOptions =
    std::variant<LogMelOptions, SpectrogramOptions, MelOptions, MfccOptions, CqtOptions, VqtOptions,
                 ChromaStftOptions, ChromaCqtOptions, ChromaCensOptions, TonnetzOptions,
                 PcenOptions, OnsetStrengthOptions, TempogramOptions, HpssHarmonicOptions,
                 HpssPercussiveOptions, YinOptions, PyinOptions, KaldiFbankOptions,
                 KaldiMfccOptions, GammatoneOptions, WaveformOptions, StftOptions, LfccOptions,
                 DeltaOptions, SpectralCentroidOptions, SpectralBandwidthOptions,
                 SpectralRolloffOptions, SpectralFlatnessOptions, SpectralContrastOptions,
                 ZeroCrossingRateOptions, RmsOptions>;

inline constexpr std::string_view default_feature = "log_mel";
inline constexpr std::string_view default_preset = "pinna-1";

/// Keys: `type` (a feature's name), `preset` (sets every option), then single options, which win
/// over the preset. `path` is the table's own key path, for messages. InvalidOptions with the place
/// for unknown names, wrong values and contradictions.
ChannelOptions parse_channel(const core::ConfigTable& table, const std::string& path);

/// The same options with what was left open filled in; throws as resolved() of the feature does.
ChannelOptions resolved_channel(const ChannelOptions& options);

/// The feature's name, as `type` gives it.
std::string channel_name(const ChannelOptions& options);
/// The names of all features.
std::vector<std::string> channel_names();
/// The keys of the options of the feature that `type` names. InvalidOptions if there is none.
std::vector<std::string> channel_keys(const core::ConfigTable& table, const std::string& path);

/// One row of `pinna features explain`.
struct FeatureSetting {
  std::string name;
  std::string value;    ///< as TOML text; what an empty option resolves to follows in brackets
  std::string origin;   ///< "preset librosa-0.11", "recipe.toml:3:1", "--set n_mels=64"
  std::string meaning;  ///< what it is, with its unit
};
/// Every setting that parse_channel would give, and where it came from; same errors.
std::vector<FeatureSetting> explain_channel(const core::ConfigTable& table,
                                            const std::string& path);

struct FeatureDescription {
  struct PresetDescription {
    std::string name;
    std::string meaning;
  };
  std::string name;
  std::string meaning;  ///< one line for lists
  std::vector<PresetDescription> presets;
};
/// Every feature and its presets.
std::vector<FeatureDescription> describe_channels();

}  // namespace pinna::features

// How core reads and writes them: from the preset, not from present values. Compiled once.
template <>
void pinna::core::detail::parse_table(pinna::features::ChannelOptions& options,
                                      const pinna::core::ConfigTable& table,
                                      const std::string& path);
template <>
pinna::core::ConfigTable pinna::core::detail::table_of(
    const pinna::features::ChannelOptions& options);
