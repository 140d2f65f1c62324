// Option structs and configurations that a run or study folder keeps.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

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

/// The table of a recipe that decides where results go and not what they are: it may change when a
/// folder is used again.
inline constexpr std::string_view tracking_key = "tracking";

/// InvalidOptions naming the first key whose value differs, with both values; `where` is the folder
/// that holds `stored`. The table of tracking_key is not compared.
void require_same_config(const core::ConfigTable& stored, const core::ConfigTable& given,
                         const std::string& where);

/// Writes `given` to `file` if it differs from `stored`, as it may in the table of tracking_key.
void keep_latest_config(const std::filesystem::path& file, const core::ConfigTable& stored,
                        const core::ConfigTable& given);

}  // namespace pinna::runs
