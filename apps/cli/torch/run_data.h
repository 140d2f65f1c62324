// The data that a finished run was made from, for commands that look at its clips again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pinna/data/clip_table.h"
#include "pinna/runs/run_folder.h"

namespace pinna::cli {

struct RunData {
  data::ClipTable table;
  int64_t fold = 0;  ///< that was held out
};

/// Reads the run's dataset; throws as study::require_same_data if it has changed.
RunData read_run_data(const runs::RunFolder& run);

/// The index of every id in the table; InvalidOptions naming the one that is not there.
std::vector<int64_t> indices_of(const data::ClipTable& table, const std::vector<std::string>& ids);

}  // namespace pinna::cli
