// Options of the logarithm that makes levels out of band values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "pinna/core/options.h"

namespace pinna::features {

/// db: decibels, multiplier log10(x / ref). ln, log10: plain logarithms. none: x itself.
enum class LogKind { db, ln, log10, none };
/// How amin keeps the logarithm finite: clamp, max(x, amin) (librosa, torchaudio's decibels); add,
/// x + amin (torchaudio's log_mels; with amin = 1 it is log1p).
enum class AminMode { clamp, add };
/// A reference found in the clip itself: max, its largest band value.
enum class ClipReference { max };
/// Whose maximum top_db counts from. batch is what torchaudio does to tensors [batch, bins, time];
/// a clip that is computed alone is a batch of one.
enum class TopDbScope { clip, batch };
/// none: levels as they are. min_max: the clip's smallest level becomes -1, its largest 1 (DESED).
enum class ClipScaling { none, min_max };

/// multiplier, ref, top_db, lowest_db and highest_db count only where log is db.
struct LevelOptions {
  LogKind log = LogKind::db;
  double amin = 1e-10;  ///< in units of magnitude^power
  AminMode amin_mode = AminMode::clamp;
  /// none: 20 / power, decibels whatever the power; 10 is what librosa.power_to_db has.
  std::optional<double> multiplier = std::nullopt;
  std::variant<double, ClipReference> ref = 1.0;  ///< 0 dB, in units of magnitude^power
  std::optional<double> top_db = 80;              ///< dB below the clip's maximum
  TopDbScope top_db_per = TopDbScope::clip;
  std::optional<double> lowest_db = std::nullopt;   ///< dB
  std::optional<double> highest_db = std::nullopt;  ///< dB
  ClipScaling clip_scaling = ClipScaling::none;

  static void fields(auto&& field);
  bool operator==(const LevelOptions&) const = default;

  /// The option that makes a frame's levels depend on the whole clip; empty if none does.
  std::string_view whole_clip_option() const;
};

/// torchaudio.transforms.AmplitudeToDB 0.13.
LevelOptions torchaudio_level();
/// librosa.power_to_db and what torchaudio's cepstra contain: 10 log10 of whatever `power` gives.
LevelOptions power_to_db_level();
/// DESED: amplitude decibels clamped to [-50, 80], then each clip scaled to [-1, 1].
LevelOptions desed_level();

/// InvalidOptions where lowest_db is not below highest_db.
void check_levels(const LevelOptions& options);

/// What the logarithm multiplies ln(x) with; log must not be none.
double log_scale(const LevelOptions& options, double power);

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
template <>
struct pinna::core::EnumNames<pinna::features::TopDbScope> {
  static constexpr std::array names{std::pair{features::TopDbScope::clip, "clip"},
                                    std::pair{features::TopDbScope::batch, "batch"}};
};
template <>
struct pinna::core::EnumNames<pinna::features::ClipScaling> {
  static constexpr std::array names{std::pair{features::ClipScaling::none, "none"},
                                    std::pair{features::ClipScaling::min_max, "min_max"}};
};

namespace pinna::features {

void LevelOptions::fields(auto&& field) {
  using O = LevelOptions;
  using core::at_least;
  using core::between;
  field("log", &O::log, "db, ln, log10, or none for the band values themselves");
  field("amin", &O::amin, "floor of the logarithm's argument [magnitude^power]",
        between(1e-30, 1e30));
  field("amin_mode", &O::amin_mode, "clamp: max(x, amin), add: x + amin");
  field("multiplier", &O::multiplier, "decibels of a factor of ten; none: 20 / power",
        between(1e-3, 1e3));
  field("ref", &O::ref, "value at 0 dB [magnitude^power]; max: the clip's maximum",
        between(1e-30, 1e30));
  field("top_db", &O::top_db, "range kept below the clip's maximum [dB]; none: all", at_least(0));
  field("top_db_per", &O::top_db_per,
        "clip, or batch: whose maximum it is; a clip that is computed alone is a batch of one");
  field("lowest_db", &O::lowest_db, "levels below it are raised to it [dB]; none: no limit");
  field("highest_db", &O::highest_db, "levels above it are lowered to it [dB]; none: no limit");
  field("clip_scaling", &O::clip_scaling, "none, or min_max: each clip from -1 to 1");
}

}  // namespace pinna::features
