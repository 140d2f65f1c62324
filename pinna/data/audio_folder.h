// Datasets in the layout of Hugging Face's AudioFolder.
#pragma once

#include "pinna/data/clip_table.h"
#include "pinna/data/dataset_options.h"

namespace pinna::data {

/// Class folders, or metadata.csv / metadata.jsonl with `file_name` and the label column, at the
/// root or in each of train/, test/ and validation/ (folds 1, 2, 3). Labels sorted; every file is
/// its own group unless the metadata has a `group`; ids are paths below the root. Files and folders
/// whose names start with "." are passed over.
ClipTable read_audio_folder(const AudioFolderOptions& options);

}  // namespace pinna::data
