#include "pinna/features/level_options.h"

#include <numbers>

#include <fmt/format.h>

namespace pinna::features {

std::string_view LevelOptions::whole_clip_option() const {
  if (clip_scaling != ClipScaling::none) return "clip_scaling";
  if (log != LogKind::db) return "";
  if (top_db) return "top_db";
  return std::holds_alternative<ClipReference>(ref) ? "ref" : "";
}

LevelOptions torchaudio_level() {
  return {.top_db = std::nullopt};
}

LevelOptions power_to_db_level() {
  return {.multiplier = 10};
}

LevelOptions desed_level() {
  return {.amin = 1e-5,
          .top_db = std::nullopt,
          .lowest_db = -50,
          .highest_db = 80,
          .clip_scaling = ClipScaling::min_max};
}

void check_levels(const LevelOptions& options) {
  if (!options.lowest_db || !options.highest_db || *options.lowest_db < *options.highest_db) return;
  throw core::InvalidOptions(
      {.what = "lowest_db",
       .got = fmt::format("{} dB", *options.lowest_db),
       .expected = fmt::format("below highest_db = {} dB", *options.highest_db),
       .fix = "lower lowest_db, raise highest_db or set one of them to \"none\""});
}

double log_scale(const LevelOptions& options, double power) {
  switch (options.log) {
    case LogKind::db:
      return options.multiplier.value_or(20 / power) / std::numbers::ln10;
    case LogKind::ln:
      return 1;
    case LogKind::log10:
      return 1 / std::numbers::ln10;
    case LogKind::none:
      break;
  }
  throw core::Bug({.what = "no logarithm to scale"});
}

}  // namespace pinna::features
