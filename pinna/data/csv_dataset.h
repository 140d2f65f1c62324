// A dataset described by any CSV table.
#pragma once

#include "pinna/data/clip_table.h"
#include "pinna/data/dataset_options.h"

namespace pinna::data {

/// Labels sorted; group = the group column, else the file; id = the file name as written, with
/// "@onset-offset" for parts of files. An optional column that the options rename must exist.
ClipTable read_csv_dataset(const CsvTableOptions& options);

}  // namespace pinna::data
