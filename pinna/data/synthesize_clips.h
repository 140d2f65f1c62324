// The built-in procedural clips: a small data set in ESC-50's layout that needs no download.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "pinna/audio/waveform.h"
#include "pinna/core/options.h"
#include "pinna/data/synthesis/families.h"

namespace pinna::data {

struct SyntheticClipsOptions {
  int64_t clips_per_class = 40;
  int64_t num_folds = 5;
  double clip_seconds = 5;
  int64_t sample_rate = 22050;
  uint64_t seed = 1;

  static void fields(auto&& field) {
    using Options = SyntheticClipsOptions;
    field("clips_per_class", &Options::clips_per_class, "clips of each of the ten classes",
          core::between(1, 10000));
    field("num_folds", &Options::num_folds, "folds, at most as many as clips of a class",
          core::between(1, 100));
    field("clip_seconds", &Options::clip_seconds, "length of every clip [s]", core::between(1, 60));
    field("sample_rate", &Options::sample_rate, "of the files [Hz]", core::between(8000, 96000));
    field("seed", &Options::seed, "another seed gives other sources and takes");
  }
  bool operator==(const SyntheticClipsOptions&) const = default;
};

/// Which clip of the data set: takes of one source (the same bell, the same walker) lie in one
/// fold.
struct SyntheticClipName {
  SoundFamily family;
  int64_t fold = 1;    ///< from 1
  int64_t source = 0;  ///< unique in the data set
  int64_t take = 0;    ///< from 0, written as A, B, C

  /// "{fold}-{source}-{take}-{target}.wav"
  std::string filename() const;
};

struct SyntheticClip {
  audio::Waveform waveform;         ///< one channel, clip_seconds long, peak below 1
  std::vector<SampleRange> events;  ///< before the room's reverberation
};

/// Every clip of the data set, by family and fold. Sources have one to three takes.
std::vector<SyntheticClipName> plan_synthetic_clips(const SyntheticClipsOptions& options);

/// A function of the options' seed, length and rate and of the name alone. A third of the clips end
/// early in exact zeros, as ESC-50's shorter recordings do.
SyntheticClip synthesize_clip(const SyntheticClipsOptions& options, const SyntheticClipName& name);

/// Writes all clips into `folder`, on `threads` threads (0: all processors):
///     audio/{fold}-{source}-{take}-{target}.wav   16 bit
///     meta/esc50.csv    ESC-50's columns, category names and target numbers; esc10 is False
///     meta/events.csv   filename, onset, offset [s], event_label
///     README.md, SHA256SUMS
/// The same options give the same bytes. The folder appears when it is complete. InvalidOptions if
/// it exists and is not empty or the options are out of range; IoError.
void synthesize_clips(const SyntheticClipsOptions& options, const std::filesystem::path& folder,
                      int threads = 0);

}  // namespace pinna::data
