// How a score came about: what was held out, how the epoch was chosen, what was unsafe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "pinna/core/options.h"

namespace pinna::runs {

/// Who decided which epoch's weights are scored. The test fold never does.
enum class Selection {
  last_epoch,        ///< the number of epochs was fixed before training
  inner_validation,  ///< the best epoch on clips held out of the training folds
};

}  // namespace pinna::runs

template <>
struct pinna::core::EnumNames<pinna::runs::Selection> {
  static constexpr std::array names{
      std::pair{runs::Selection::last_epoch, "last_epoch"},
      std::pair{runs::Selection::inner_validation, "inner_validation"}};
};

namespace pinna::runs {

struct Protocol {
  std::string dataset = "";
  std::string licence = "";
  int64_t num_folds = 0;
  int64_t fold = 0;
  std::string test_part = "";
  uint64_t seed = 0;
  int64_t train_clips = 0;
  int64_t validation_clips = 0;
  int64_t test_clips = 0;
  Selection selection = Selection::last_epoch;
  int64_t epoch = 0;
  double temperature = 1;
  std::optional<double> ece_unscaled = std::nullopt;
  std::string unsafe = "";
  std::vector<std::string> warnings = {};

  static void fields(auto&& field) {
    using core::at_least;
    field("dataset", &Protocol::dataset, "name of the data set");
    field("licence", &Protocol::licence, "licence of its recordings");
    field("num_folds", &Protocol::num_folds, "folds of the data set", at_least(0));
    field("fold", &Protocol::fold, "the test fold of this run, from 1", at_least(0));
    field("test_part", &Protocol::test_part, "what was held out where it is not a fold");
    field("seed", &Protocol::seed, "of initial weights, order of clips and augmentation");
    field("train_clips", &Protocol::train_clips, "clips the weights were fitted to", at_least(0));
    field("validation_clips", &Protocol::validation_clips, "clips that chose the epoch",
          at_least(0));
    field("test_clips", &Protocol::test_clips, "clips that were scored", at_least(0));
    field("selection", &Protocol::selection, "how the epoch was chosen");
    field("epoch", &Protocol::epoch, "whose weights were scored, from 1", at_least(0));
    field("temperature", &Protocol::temperature,
          "that probabilities were scaled by, fitted on the validation clips; 1 = not scaled",
          at_least(0));
    field("ece_unscaled", &Protocol::ece_unscaled,
          "expected calibration error without that; \"none\" where nothing was scaled",
          core::between(0, 1));
    field("warnings", &Protocol::warnings, "what a reader of the numbers must know");
    field("unsafe", &Protocol::unsafe, "why the numbers must not be trusted; empty: no reason");
  }
  bool operator==(const Protocol&) const = default;
};

nlohmann::ordered_json to_json(const Protocol& protocol);
/// What was done, in two or three plain sentences: held-out fold, training clips, choice of epoch.
std::string describe(const Protocol& protocol);

/// BadData naming `where` for an unknown field or a wrong type.
Protocol protocol_from_json(const nlohmann::ordered_json& json, const std::string& where);

}  // namespace pinna::runs
