// How a score came about: what was held out, how the epoch was chosen, what was unsafe.
#pragma once

#include <cstdint>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "pinna/core/options.h"

namespace pinna::runs {

/// Who decided which epoch's weights are scored. The test fold never does.
enum class Selection {
  last_epoch,        ///< the number of epochs was fixed before training
  inner_validation,  ///< the best epoch on clips held out of the training folds
};

struct Protocol {
  std::string dataset = "";
  int64_t num_folds = 0;
  int64_t fold = 0;  ///< the test fold of this run, from 1
  uint64_t seed = 0;
  int64_t train_clips = 0;
  int64_t validation_clips = 0;
  int64_t test_clips = 0;
  Selection selection = Selection::last_epoch;
  int64_t epoch = 0;        ///< whose weights were scored, from 1
  std::string unsafe = "";  ///< why the numbers must not be trusted; empty if nothing is wrong
  bool operator==(const Protocol&) const = default;
};

nlohmann::ordered_json to_json(const Protocol& protocol);
/// BadData naming `where` if a field is missing or of the wrong type.
Protocol protocol_from_json(const nlohmann::ordered_json& json, const std::string& where);

}  // namespace pinna::runs

template <>
struct pinna::core::EnumNames<pinna::runs::Selection> {
  static constexpr std::array names{
      std::pair{runs::Selection::last_epoch, "last_epoch"},
      std::pair{runs::Selection::inner_validation, "inner_validation"}};
};
