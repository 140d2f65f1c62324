// When a clip's sound is heard: strong labels from the envelope of its energy, for collections that
// say only what sounds.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/data/clip_table.h"
#include "pinna/data/progress_callback.h"
#include "pinna/events/event.h"

namespace pinna::data {

struct ActivityOptions {
  double frame_seconds = 0.02;
  double below_peak_db = 40;
  double above_floor_db = 6;
  double steady_db = 12;
  double max_gap_seconds = 0.15;
  double min_seconds = 0.25;
  double repetition_seconds = 1;
  /// The classes of ESC-50 that are textures rather than events.
  std::vector<std::string> textures = {
      "airplane",  "chainsaw",   "crackling_fire", "crickets",        "engine",
      "hand_saw",  "helicopter", "insects",        "pouring_water",   "rain",
      "sea_waves", "train",      "vacuum_cleaner", "washing_machine", "wind"};

  static void fields(auto&& field) {
    using Options = ActivityOptions;
    using core::at_least;
    field("frame_seconds", &Options::frame_seconds, "of the envelope [s]", core::between(0.001, 1));
    field("below_peak_db", &Options::below_peak_db,
          "a frame is active if it is louder than this below the loudest [dB]", at_least(0));
    field("above_floor_db", &Options::above_floor_db,
          "and louder than this above the noise floor, the tenth percentile [dB]", at_least(0));
    field("steady_db", &Options::steady_db,
          "a clip whose loudest frame is less than this above the floor is active as a whole [dB]",
          at_least(0));
    field("max_gap_seconds", &Options::max_gap_seconds, "shorter gaps are bridged [s]",
          at_least(0));
    field("min_seconds", &Options::min_seconds, "shorter events are dropped [s]", at_least(0));
    field("repetition_seconds", &Options::repetition_seconds,
          "gaps that are bridged where no event is long enough, as between ticks [s]", at_least(0));
    field("textures", &Options::textures, "classes whose clips are active as a whole");
  }
  bool operator==(const ActivityOptions&) const = default;
};

/// A stretch of time in seconds.
struct TimeSpan {
  double onset = 0;
  double offset = 0;
  double duration() const { return offset - onset; }
  bool operator==(const TimeSpan&) const = default;
};

/// Where one channel is active, ascending and apart, in seconds from its first sample. Exact zeros
/// at both ends are never active. The frames' levels are compared with the loudest frame and with
/// the noise floor; gaps and short events are then treated as the options say. Where no event is
/// long enough even with gaps of repetition_seconds bridged, the loudest is kept as it is. Empty
/// for digital silence.
std::vector<TimeSpan> find_activity(std::span<const float> samples, int64_t sample_rate,
                                    const ActivityOptions& options);

/// The same for a texture: from the first to the last sample that is not zero.
std::vector<TimeSpan> whole_activity(std::span<const float> samples, int64_t sample_rate);

/// The events of every clip by its id, in seconds from its start. Clips are decoded on `threads`
/// threads (0: all processors). MissingInput or BadData naming the clip that cannot be read.
events::EventTable label_activity(const ClipTable& table, const ActivityOptions& options,
                                  int threads = 0, const ProgressCallback& progress = {});

}  // namespace pinna::data
