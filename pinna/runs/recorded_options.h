// Option structs and configurations that a run or study folder keeps.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "pinna/core/config.h"
#include "pinna/core/error.h"
#include "pinna/core/options.h"

namespace pinna::runs {

/// Fields of a record that a program wrote: what would be a wrong option in a recipe is BadData
/// here, because nobody chose it.
template <class Options>
Options parse_recorded(const nlohmann::ordered_json& json, const std::string& where) {
  try {
    return core::parse_options<Options>(core::from_json(json, where));
  } catch (const core::InvalidOptions& error) {
    throw core::BadData(error.parts());
  }
}

/// InvalidOptions naming the first key whose value differs, with both values; `where` is the folder
/// that holds `stored`.
void require_same_config(const core::ConfigTable& stored, const core::ConfigTable& given,
                         const std::string& where);

}  // namespace pinna::runs
