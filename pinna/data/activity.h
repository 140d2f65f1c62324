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
  double event_below_peak_db = 20;
  double min_seconds = 0.25;
  double short_below_peak_db = 10;
  double repetition_seconds = 1.2;
  /// The classes of ESC-50 that are textures rather than events.
  std::vector<std::string> textures = {
      "airplane",  "chainsaw",   "crackling_fire", "crickets",        "engine",
      "hand_saw",  "helicopter", "insects",        "pouring_water",   "rain",
      "sea_waves", "train",      "vacuum_cleaner", "washing_machine", "wind"};
  /// Those that are made of many short sounds.
  std::vector<std::string> repetitions = {"brushing_teeth",  "clapping",  "clock_tick",
                                          "door_wood_knock", "footsteps", "keyboard_typing",
                                          "water_drops"};

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
    field("event_below_peak_db", &Options::event_below_peak_db,
          "an event must come as close as this to the loudest frame [dB]", at_least(0));
    field("min_seconds", &Options::min_seconds, "an event shorter than this [s]", at_least(0));
    field("short_below_peak_db", &Options::short_below_peak_db, "must come as close as this [dB]",
          at_least(0));
    field("repetition_seconds", &Options::repetition_seconds,
          "shorter gaps are bridged in classes of repetitions [s]", at_least(0));
    field("textures", &Options::textures, "classes whose clips are active as a whole");
    field("repetitions", &Options::repetitions, "classes that are made of many short sounds");
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

/// What is known of a clip's sound before it is looked at.
enum class SoundKind {
  event,
  texture,     ///< active from the first to the last sample that is not zero
  repetition,  ///< many short sounds that are one event together
};
SoundKind kind_of(const std::string& label, const ActivityOptions& options);

/// Where one channel is active, ascending and apart, in seconds from its first sample. Exact zeros
/// at both ends are never active. Levels are those of K-weighted frames (audio/loudness.h),
/// compared with the loudest of them and with the noise floor; there is always an event with the
/// loudest frame. Empty for digital silence.
std::vector<TimeSpan> find_activity(std::span<const float> samples, int64_t sample_rate,
                                    SoundKind kind, const ActivityOptions& options);

/// The events of every clip by its id, in seconds from its start. Clips are decoded on `threads`
/// threads (0: all processors). MissingInput or BadData naming the clip that cannot be read.
events::EventTable label_activity(const ClipTable& table, const ActivityOptions& options,
                                  int threads = 0, const ProgressCallback& progress = {});

}  // namespace pinna::data
