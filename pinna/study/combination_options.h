// How the inferences of trained networks are combined, as a recipe says it: [combine] type = "none"
// | "windows" | "median" | "hmm" | "gate" | "bigram" | "recurrent" | "stack". Free of torch.
//
// A run is named by its folder, in which {fold} and {seed} stand for those of the run that combines
// it; or as "@ARM": the run of the same fold and seed of another arm of the study.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/decoding/score_steps.h"
#include "pinna/evaluation/tag_options.h"
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
          "the classifier's run: a folder with {fold} and {seed}, or @ARM");
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
          "the detector's run: a folder with {fold} and {seed}, or @ARM");
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
          "the detector's run: a folder with {fold} and {seed}, or @ARM");
    field("stages", &HmmCombination::stages,
          "states in a row that an event passes through; PSDS1 of validation scenes decides",
          core::between(1, 64));
    field("frame_weights", &HmmCombination::frame_weights,
          "exponents of what a frame says; likewise", core::between(0.001, 10));
  }
  bool operator==(const HmmCombination&) const = default;
};

/// A detector's scores, let through by what a classifier says is there.
struct GateCombination {
  static constexpr std::string_view type_name = "gate";
  std::string detector = "";
  std::string tagger = "";
  decoding::GateKind kind = decoding::GateKind::hard;
  std::vector<double> amounts = {0.05, 0.1, 0.2, 0.3, 0.5};
  evaluation::TagOptions tags = {};

  static void fields(auto&& field) {
    field("detector", &GateCombination::detector,
          "the detector's run: a folder with {fold} and {seed}, or @ARM");
    field("tagger", &GateCombination::tagger, "the classifier's run likewise");
    field("kind", &GateCombination::kind,
          "hard: scores are 0 where the tag is below the amount; soft: they are multiplied by the "
          "tag to the power of the amount");
    field("amounts", &GateCombination::amounts, "PSDS1 of validation scenes decides",
          core::between(0, 10));
    field("tags", &GateCombination::tags, "how the classifier's answers become tags");
  }
  bool operator==(const GateCombination&) const = default;
};

/// A detector's events, weighed by which label follows which (decoding/event_lattice.h).
struct BigramCombination {
  static constexpr std::string_view type_name = "bigram";
  std::string detector = "";
  double threshold = 0.1;
  std::vector<double> weights = {0.25, 0.5, 1, 2};

  static void fields(auto&& field) {
    field("detector", &BigramCombination::detector,
          "the detector's run: a folder with {fold} and {seed}, or @ARM");
    field("threshold", &BigramCombination::threshold, "of scores that propose an event",
          core::between(0.001, 0.999));
    field("weights", &BigramCombination::weights,
          "of the language model beside the detector; PSDS1 of validation scenes decides",
          core::between(0, 100));
  }
  bool operator==(const BigramCombination&) const = default;
};

/// The same with a recurrent network as the language model, over the likeliest sets of events.
struct RecurrentCombination {
  static constexpr std::string_view type_name = "recurrent";
  std::string detector = "";
  double threshold = 0.1;
  std::vector<double> weights = {0.25, 0.5, 1, 2};
  int64_t num_subsets = 256;
  int64_t cells = 32;
  int64_t epochs = 100;

  static void fields(auto&& field) {
    using core::between;
    field("detector", &RecurrentCombination::detector,
          "the detector's run: a folder with {fold} and {seed}, or @ARM");
    field("threshold", &RecurrentCombination::threshold, "of scores that propose an event",
          between(0.001, 0.999));
    field("weights", &RecurrentCombination::weights,
          "of the language model beside the detector; PSDS1 of validation scenes decides",
          between(0, 100));
    field("num_subsets", &RecurrentCombination::num_subsets,
          "sets of proposed events that are rescored", between(1, 65536));
    field("cells", &RecurrentCombination::cells, "of the recurrent network", between(1, 4096));
    field("epochs", &RecurrentCombination::epochs,
          "at most; the best one on validation scenes is taken", between(1, 10000));
  }
  bool operator==(const RecurrentCombination&) const = default;
};

/// Two detectors, and a classifier if there is one, weighed by logistic regression.
struct StackCombination {
  static constexpr std::string_view type_name = "stack";
  std::string detector = "";
  std::string second = "";
  std::string tagger = "";
  double ridge = 0.001;
  evaluation::TagOptions tags = {};

  static void fields(auto&& field) {
    field("detector", &StackCombination::detector,
          "the first detector's run: a folder with {fold} and {seed}, or @ARM");
    field("second", &StackCombination::second, "the second detector's run likewise");
    field("tagger", &StackCombination::tagger, "the classifier's run likewise; empty: none");
    field("ridge", &StackCombination::ridge, "how strongly weights are held to their mean",
          core::between(1e-9, 1000));
    field("tags", &StackCombination::tags, "how the classifier's answers become tags");
  }
  bool operator==(const StackCombination&) const = default;
};

using CombinationOptions =
    std::variant<NoCombination, WindowCombination, MedianCombination, HmmCombination,
                 GateCombination, BigramCombination, RecurrentCombination, StackCombination>;

}  // namespace pinna::study
