// How far a recording's tuning lies from A = 440 Hz, as features of pitch are told.
#pragma once

#include <array>
#include <utility>
#include <variant>

#include "pinna/core/options.h"

namespace pinna::features {

/// estimate: found in each clip, see tuning.h.
enum class TuningWord { estimate };
/// A number is in bins of the feature, however many of them an octave has.
using Tuning = std::variant<double, TuningWord>;

inline bool is_estimated(const Tuning& tuning) {
  return std::holds_alternative<TuningWord>(tuning);
}

/// Why frames depend on the whole clip, and what to change; empty for a number.
inline std::string_view whole_clip_reason(const Tuning& tuning) {
  return is_estimated(tuning) ? "set tuning to a number, such as 0" : "";
}

}  // namespace pinna::features

template <>
struct pinna::core::EnumNames<pinna::features::TuningWord> {
  static constexpr std::array names{std::pair{features::TuningWord::estimate, "estimate"}};
};
