// The sounds that soundscapes are made of: clips in memory with their events, by fold and part.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pinna/audio/waveform.h"
#include "pinna/core/options.h"
#include "pinna/data/activity.h"
#include "pinna/data/clip_table.h"
#include "pinna/data/progress_callback.h"
#include "pinna/data/soundscape_options.h"

namespace pinna::data {

/// What scenes are for. Training and validation scenes of a fold share no source recording; test
/// scenes draw on all clips of theirs.
enum class ScenePart { train, validation, test };

inline constexpr std::array all_scene_parts{ScenePart::train, ScenePart::validation,
                                            ScenePart::test};

/// One stretch of a clip in which its sound is heard.
struct SourceEvent {
  int64_t clip = 0;  ///< index into EventSources::table().clips
  TimeSpan span = {};
};

/// Immutable once made; any number of threads may read.
class EventSources {
 public:
  /// Decodes every clip whose label is wanted (targets, backgrounds, distractors) at the scenes'
  /// sample rate on `threads` threads. InvalidOptions for a label that the dataset has not and for
  /// a table without folds; CheckFailed where a source recording lies in several folds that are not
  /// the dataset's own; BadData if a part of a fold has no event of a class to draw from.
  EventSources(const SoundscapeOptions& options, int threads = 0,
               const ProgressCallback& progress = {});

  const ClipTable& table() const { return table_; }
  /// The classes that are detected, in the order of the dataset.
  const std::vector<std::string>& labels() const { return labels_; }
  std::vector<int64_t> folds() const { return table_.folds(); }

  /// One channel, all of the clip.
  const audio::Waveform& waveform(int64_t clip) const {
    return waveforms_[static_cast<size_t>(clip)];
  }
  /// Events of one class that scenes of that fold and part may draw on, long enough to be used.
  std::vector<SourceEvent> events(int64_t fold, ScenePart part, const std::string& label) const;
  /// Whether scenes of that part may use the clip; its fold must be theirs.
  bool serves(int64_t clip, ScenePart part) const;

 private:
  void choose_validation_clips(const SoundscapeOptions& options);

  ClipTable table_;
  std::vector<std::string> labels_;
  double min_seconds_;
  std::vector<audio::Waveform> waveforms_;
  std::vector<std::vector<TimeSpan>> spans_;
  std::vector<bool> is_validation_;
};

}  // namespace pinna::data

template <>
struct pinna::core::EnumNames<pinna::data::ScenePart> {
  static constexpr std::array names{std::pair{data::ScenePart::train, "train"},
                                    std::pair{data::ScenePart::validation, "validation"},
                                    std::pair{data::ScenePart::test, "test"}};
};
