// How the inferences of trained networks are combined, as a recipe says it: [combine] type = "none"
// | "windows". Free of torch.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

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

/// A detector's scores, each class smoothed by a running median.
struct MedianCombination {
  static constexpr std::string_view type_name = "median";
  std::string detector = "";
  std::vector<double> seconds = {0, 0.2, 0.33, 0.46, 0.58, 0.71, 0.97, 1.35, 1.99};

  static void fields(auto&& field) {
    field("detector", &MedianCombination::detector,
          "folder of the detector's run; {fold} and {seed} stand for this run's");
    field("seconds", &MedianCombination::seconds,
          "widths, of which PSDS1 of each class alone on validation scenes chooses one",
          core::between(0, 60));
  }
  bool operator==(const MedianCombination&) const = default;
};

/// A detector's scores, smoothed by what labels say of durations (decoding/activity_hmm.h).
struct HmmCombination {
  static constexpr std::string_view type_name = "hmm";
  std::string detector = "";
  std::vector<int64_t> stages = {1, 2, 4};
  std::vector<double> frame_weights = {0.25, 0.5, 1.0, 2.0, 4.0};

  static void fields(auto&& field) {
    field("detector", &HmmCombination::detector,
          "folder of the detector's run; {fold} and {seed} stand for this run's");
    field("stages", &HmmCombination::stages,
          "states in a row that an event passes through; PSDS1 of validation scenes decides",
          core::between(1, 64));
    field("frame_weights", &HmmCombination::frame_weights,
          "exponents of what a frame says; likewise", core::between(0.001, 10));
  }
  bool operator==(const HmmCombination&) const = default;
};

using CombinationOptions =
    std::variant<NoCombination, WindowCombination, MedianCombination, HmmCombination>;

}  // namespace pinna::study
