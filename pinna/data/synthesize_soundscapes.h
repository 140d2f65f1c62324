// A collection of soundscapes with strong labels, made of any dataset with folds.
#pragma once

#include <cstdint>
#include <filesystem>

#include "pinna/data/progress_callback.h"
#include "pinna/data/soundscape_options.h"

namespace pinna::data {

struct SoundscapeReport {
  int64_t num_scenes = 0;
  int64_t num_events = 0;  ///< labelled ones
  double seconds = 0;      ///< of sound
};

/// Writes all scenes of all folds and parts into `folder` on `threads` threads (0: all processors):
///     audio/fold1-train-00001.flac   16 bit, one channel
///     meta/soundscapes.csv   filename, fold, part, duration, events, polyphony
///     meta/events.tsv        filename, onset, offset, event_label; also for scenes without events
///     meta/durations.tsv     filename, duration
///     meta/sources.csv       every sound of every scene: role, clip, its fold and source
///     recording,
///                            when, how loud, what was done to it
///     jams/fold1-train-00001.jams    the same in Scaper's form
///     soundscapes.toml, README.md, SHA256SUMS
/// The same options give the same bytes. Before the folder appears it is proved from sources.csv
/// that every sound comes from a clip of its scene's fold, and that training and validation scenes
/// share no source recording. InvalidOptions if the folder exists and is not empty; otherwise as
/// EventSources.
SoundscapeReport synthesize_soundscapes(const SoundscapeOptions& options,
                                        const std::filesystem::path& folder, int threads = 0,
                                        const ProgressCallback& progress = {});

/// The proof for a finished folder's meta/sources.csv and soundscapes.csv. CheckFailed that names
/// the scene.
void check_soundscape_sources(const std::filesystem::path& folder);

}  // namespace pinna::data
