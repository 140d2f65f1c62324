// ESC-50 and its subset ESC-10 (K. J. Piczak, "ESC: Dataset for Environmental Sound
// Classification", ACM Multimedia 2015), and any extract or imitation in the same layout:
//     audio/{fold}-{source}-{take}-{target}.wav      or .ogg, .flac, whatever the table says
//     meta/esc50.csv: filename, fold, target, category, esc10, src_file, take
#pragma once

#include "pinna/data/clip_table.h"
#include "pinna/data/dataset_options.h"

namespace pinna::data {

/// Labels are the categories that the whole selected table holds, in the order of their target
/// numbers; groups are source recordings; ids are file names without extension. File names are
/// checked against the columns. The four sources of ESC-50 that lie in two official folds (131943,
/// 134049, 209698, 234879) become a warning of the table. Any other source in two folds shows that
/// the folds are not ESC-50's: they are then FoldOrigin::given, and strict splits refuse them.
/// MissingInput for an absent folder, table or clip; BadData with the table's line for a bad
/// column, value or category, and for a class that is missing in a fold.
ClipTable read_esc50(const Esc50Options& options);

}  // namespace pinna::data
