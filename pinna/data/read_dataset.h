// Any dataset -> its clip table.
#pragma once

#include <filesystem>

#include "pinna/data/clip_table.h"
#include "pinna/data/dataset_options.h"

namespace pinna::data {

/// Reads the table and finds every audio file, but decodes none. MissingInput for an absent folder,
/// table or clip (with the table's line), BadData for unusable content, InvalidOptions.
ClipTable read_dataset(const DatasetOptions& options);

/// The dataset that a bare path means: a file is a CSV table, a folder with meta/ is in ESC-50's
/// layout, any other folder is an AudioFolder.
DatasetOptions guess_dataset(const std::filesystem::path& path);

}  // namespace pinna::data
