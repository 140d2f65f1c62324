// One number for "the same data".
#pragma once

#include <string>

#include "pinna/data/clip_table.h"

namespace pinna::data {

/// XXH3-128 of labels, ids, targets, folds, groups and the bytes of every audio file; it does not
/// depend on where the files lie. Each file is read once, in pieces. MissingInput, IoError.
std::string table_hash(const ClipTable& table);

}  // namespace pinna::data
