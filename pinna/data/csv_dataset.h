// A dataset described by any CSV table.
#pragma once

#include "pinna/data/clip_table.h"
#include "pinna/data/dataset_options.h"

namespace pinna::data {

/// Labels sorted; group = the group column, else the file's real name below the root, the same for
/// every spelling and link; id = the file name as written, with "@onset-offset" for parts of files.
/// An optional column that the options rename must exist. BadData with the row for names that lead
/// out of the root and for a part of a file that is listed twice.
ClipTable read_csv_dataset(const CsvTableOptions& options);

}  // namespace pinna::data
