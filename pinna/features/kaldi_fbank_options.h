// Options of Kaldi's filter-bank features.
#pragma once

#include <span>
#include <string_view>

#include "pinna/core/options.h"
#include "pinna/features/kaldi_options.h"
#include "pinna/features/preset.h"

namespace pinna::features {

/// Defaults are the preset `pinna-1`, which is `kaldi`.
struct KaldiFbankOptions {
  static constexpr std::string_view type_name = "kaldi_fbank";
  static constexpr std::string_view meaning =
      "log-mel bands as Kaldi computes them: pre-emphasis, Povey window, 16-bit scale";

  KaldiMelOptions mel = {};
  bool use_energy = false;
  bool htk_compat = false;
  bool use_log_fbank = true;
  bool use_power = true;
  bool subtract_mean = false;

  static void fields(auto&& field) {
    using O = KaldiFbankOptions;
    core::include(field, &O::mel);
    field("use_energy", &O::use_energy, "one more row: the logarithm of the frame's energy");
    field("htk_compat", &O::htk_compat, "the energy is the last row instead of the first");
    field("use_log_fbank", &O::use_log_fbank, "natural logarithm of the bands; false: the bands");
    field("use_power", &O::use_power, "bands of |X|^2; false: of |X|");
    field("subtract_mean", &O::subtract_mean, "subtract every row's mean over the clip");
  }
  /// pinna-1, kaldi, ast.
  static std::span<const Preset<KaldiFbankOptions>> presets();
  bool operator==(const KaldiFbankOptions&) const = default;

  int64_t num_rows() const { return mel.num_mel_bins + (use_energy ? 1 : 0); }
};

/// See resolved(KaldiMelOptions).
KaldiFbankOptions resolved(KaldiFbankOptions options);

}  // namespace pinna::features
