// Options of the log-mel spectrogram, in torchaudio's words. No computation here, so that recipes,
// reports and the networks' front ends can include it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/dsp/band_matrix.h"
#include "pinna/dsp/frame_grid.h"
#include "pinna/dsp/frequency_scale.h"
#include "pinna/dsp/triangular_bank.h"
#include "pinna/dsp/window.h"
#include "pinna/features/preset.h"

namespace pinna::features {

/// db: decibels, (20 / power) log10(x / ref). ln, log10: plain logarithms. none: x itself, a mel
/// spectrogram.
enum class LogKind { db, ln, log10, none };
/// How amin keeps the logarithm finite: clamp, max(x, amin) (librosa, torchaudio's decibels); add,
/// x + amin (torchaudio's log_mels; with amin = 1 it is log1p).
enum class AminMode { clamp, add };
/// A reference found in the clip itself: max, its largest band value.
enum class ClipReference { max };

/// Defaults are the preset `pinna-1`.
struct LogMelOptions {
  static constexpr std::string_view type_name = "log_mel";

  int64_t sample_rate = 22050;                       ///< Hz
  int64_t n_fft = 1024;                              ///< samples
  std::optional<int64_t> win_length = std::nullopt;  ///< samples; empty: n_fft
  std::optional<int64_t> hop_length = 512;           ///< samples; empty: win_length / 2
  dsp::WindowShape window = dsp::WindowShape::hann;
  dsp::WindowSymmetry window_symmetry = dsp::WindowSymmetry::periodic;
  bool center = true;
  dsp::PadMode pad_mode = dsp::PadMode::reflect;
  double power = 2;         ///< 1 magnitude, 2 power
  bool normalized = false;  ///< divide by sqrt(sum window^2)
  int64_t n_mels = 64;
  double f_min = 0;                            ///< Hz
  std::optional<double> f_max = std::nullopt;  ///< Hz; empty: half the sample rate
  dsp::FrequencyScale mel_scale = dsp::FrequencyScale::slaney;
  dsp::BandNorm mel_norm = dsp::BandNorm::slaney;
  dsp::BankArithmetic mel_arithmetic = dsp::BankArithmetic::float64;
  LogKind log = LogKind::db;
  double amin = 1e-10;  ///< in units of magnitude^power
  AminMode amin_mode = AminMode::clamp;
  std::variant<double, ClipReference> ref = 1.0;  ///< 0 dB, in units of magnitude^power
  std::optional<double> top_db = 80;              ///< dB below the clip's maximum

  static void fields(auto&& field);
  /// pinna-1, librosa-0.11, torchaudio-0.13.
  static std::span<const Preset<LogMelOptions>> presets();
  bool operator==(const LogMelOptions&) const = default;
};

/// The same options with win_length, hop_length and f_max filled in. Throws InvalidOptions that
/// names the field when one is out of range or two contradict each other (win_length > n_fft,
/// f_min >= f_max, f_max above half the sample rate). ref and top_db count only where log is db.
LogMelOptions resolved(LogMelOptions options);

/// The analysis window as the transform applies it: [n_fft], zeros around a shorter window,
/// `normalized` included. Takes resolved options.
std::vector<double> analysis_window(const LogMelOptions& options);
dsp::FrameGrid frame_grid(const LogMelOptions& options);
/// [n_mels, n_fft / 2 + 1].
dsp::BandMatrix mel_bank(const LogMelOptions& options);

}  // namespace pinna::features

template <>
struct pinna::core::EnumNames<pinna::features::LogKind> {
  using Kind = features::LogKind;
  static constexpr std::array names{std::pair{Kind::db, "db"}, std::pair{Kind::ln, "ln"},
                                    std::pair{Kind::log10, "log10"}, std::pair{Kind::none, "none"}};
};
template <>
struct pinna::core::EnumNames<pinna::features::AminMode> {
  static constexpr std::array names{std::pair{features::AminMode::clamp, "clamp"},
                                    std::pair{features::AminMode::add, "add"}};
};
template <>
struct pinna::core::EnumNames<pinna::features::ClipReference> {
  static constexpr std::array names{std::pair{features::ClipReference::max, "max"}};
};

namespace pinna::features {

void LogMelOptions::fields(auto&& field) {
  using O = LogMelOptions;
  using core::at_least;
  using core::between;
  field("sample_rate", &O::sample_rate, "sample rate that audio is converted to [Hz]",
        between(1, 1e6));
  field("n_fft", &O::n_fft, "length of the transform [samples]", between(2, 1 << 20));
  field("win_length", &O::win_length, "window length [samples]; none: n_fft", between(1, 1 << 20));
  field("hop_length", &O::hop_length, "samples between frames; none: win_length / 2",
        between(1, 1 << 20));
  field("window", &O::window, "hann, hamming, blackman, povey or rectangular");
  field("window_symmetry", &O::window_symmetry, "periodic or symmetric");
  field("center", &O::center, "pad the clip so that frame f is centred on f * hop_length");
  field("pad_mode", &O::pad_mode, "what stands beyond the ends: constant, reflect, replicate");
  field("power", &O::power, "exponent of the magnitude: 1 magnitude, 2 power", between(0.1, 4));
  field("normalized", &O::normalized, "divide the spectrum by sqrt(sum of window^2)");
  field("n_mels", &O::n_mels, "mel bands", between(1, 1 << 14));
  field("f_min", &O::f_min, "lower edge of the first band [Hz]", at_least(0));
  field("f_max", &O::f_max, "upper edge of the last band [Hz]; none: sample_rate / 2", at_least(0));
  field("mel_scale", &O::mel_scale, "htk, slaney or linear");
  field("mel_norm", &O::mel_norm, "none: peaks of 1, slaney: equal areas");
  field("mel_arithmetic", &O::mel_arithmetic,
        "float64 as in librosa, float32 with a whole-hertz Nyquist as in torchaudio");
  field("log", &O::log, "db, ln, log10, or none for the mel spectrogram itself");
  field("amin", &O::amin, "floor of the logarithm's argument [magnitude^power]",
        between(1e-30, 1e30));
  field("amin_mode", &O::amin_mode, "clamp: max(x, amin), add: x + amin");
  field("ref", &O::ref, "value at 0 dB [magnitude^power]; max: the clip's maximum",
        between(1e-30, 1e30));
  field("top_db", &O::top_db, "range kept below the clip's maximum [dB]; none: all", at_least(0));
}

}  // namespace pinna::features
