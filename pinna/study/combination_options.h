// How the inferences of trained networks are combined, as a recipe says it: [combine] type = "none"
// | "windows". Free of torch.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "pinna/core/options.h"
#include "pinna/evaluation/window_options.h"

namespace pinna::study {

/// The recipe trains a network of its own.
struct NoCombination {
  static constexpr std::string_view type_name = "none";
  static void fields(auto&&) {}
  bool operator==(const NoCombination&) const = default;
};

/// A classifier of clips detects events by being asked about windows.
struct WindowCombination {
  static constexpr std::string_view type_name = "windows";
  std::string tagger = "";
  evaluation::WindowOptions windows = {};

  static void fields(auto&& field) {
    field("tagger", &WindowCombination::tagger,
          "folder of the classifier's run; {fold} and {seed} stand for this run's");
    core::include(field, &WindowCombination::windows);
  }
  bool operator==(const WindowCombination&) const = default;
};

using CombinationOptions = std::variant<NoCombination, WindowCombination>;

}  // namespace pinna::study
