// A folder of soundscapes as `pinna data synthesize soundscapes` makes it, read back.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "pinna/data/clip_table.h"
#include "pinna/data/dataset_options.h"
#include "pinna/data/split.h"
#include "pinna/events/event.h"

namespace pinna::data {

/// Scenes as clips: id and file name are the same, fold is that of the sources, group says which
/// scenes share sources ("fold1-train"). A scene has any number of labels; the one that a clip must
/// have is the first of the table and means nothing.
struct SoundscapeFolder {
  ClipTable table = {};
  events::EventTable events = {};  ///< of every scene, by file name
  double scene_seconds = 0;        ///< length of every scene
};

/// BadData for tables that do not fit one another and scenes of different lengths, MissingInput for
/// absent files; sources.csv is proved again (check_soundscape_sources).
SoundscapeFolder read_soundscape_folder(const SoundscapeFolderOptions& options);

/// Ids of the clips that sound in the scenes `indices` of the folder's table, by its manifest.
std::set<std::string> source_clips(const ClipTable& table, const std::vector<int64_t>& indices);

/// The clips of `options.sources` whose classes sound in the scenes, in the scenes' order of
/// classes. InvalidOptions where `sources` is empty; BadData for a clip of the manifest that is not
/// there.
ClipTable read_clips_of_scenes(const SoundscapeFolderOptions& options,
                               const SoundscapeFolder& scenes);

/// The parts of those clips that fit split_scenes(): trains on what sounds in its training scenes,
/// validates on what sounds in its validation scenes, and tests on all clips of the fold.
Split split_clips_of_scenes(const ClipTable& clips, const SoundscapeFolder& scenes, int64_t fold);

/// Readers of datasets call the same clip "a", "a.wav" or "folder/a.wav": "a".
std::string bare_name(const std::string& clip);

/// Tests on the test scenes of `fold`; trains and validates on the training and validation scenes
/// of the others. The remaining scenes are in no part. InvalidOptions for a fold that does not
/// exist, BadData where a part is empty.
Split split_scenes(const ClipTable& table, int64_t fold);

}  // namespace pinna::data
