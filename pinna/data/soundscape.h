// One soundscape: a plan drawn from the options, and the sound that it describes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pinna/audio/waveform.h"
#include "pinna/data/event_sources.h"
#include "pinna/data/room_response.h"
#include "pinna/events/event.h"

namespace pinna::data {

/// Which scene of a collection.
struct SceneName {
  int64_t fold = 1;
  ScenePart part = ScenePart::train;
  int64_t index = 0;  ///< from 0

  /// "fold1-train-00001.flac"
  std::string filename() const;
  bool operator==(const SceneName&) const = default;
};

enum class EventRole {
  foreground,  ///< is labelled
  distractor,  ///< is not
  background,
};

/// Where a sound comes from and what is done to it. Times are in seconds, those of the source
/// before stretching.
struct ScenePlanEvent {
  EventRole role = EventRole::foreground;
  std::string label = "";
  /// Index into EventSources::table().clips; empty for computed sounds and noise.
  std::optional<int64_t> clip = std::nullopt;
  double source_time = 0;
  double event_time = 0;
  double event_duration = 0;
  double snr = 0;  ///< loudness above the background's [LU]
  double pitch_shift = 0;
  double time_stretch = 1;
  double noise_slope = 0;  ///< of a background of noise [dB per octave]

  double offset() const { return event_time + event_duration * time_stretch; }
  bool operator==(const ScenePlanEvent&) const = default;
};

struct ScenePlan {
  SceneName name = {};
  ScenePlanEvent background = {};
  std::vector<ScenePlanEvent> events = {};  ///< by event_time
  std::optional<Room> room = std::nullopt;

  /// What the scene is labelled with: the foreground, by onset.
  std::vector<events::Event> reference() const;
};

/// Draws a scene: a function of the options, the sources and the name alone. At most polyphony_max
/// events sound at a time and two of one class neither overlap nor touch; what finds no place in
/// twenty attempts is left out.
ScenePlan plan_scene(const SoundscapeOptions& options, const EventSources& sources,
                     const SceneName& name);

/// The sound of a plan, one channel, scene_seconds long, as Scaper mixes: the background at ref_db,
/// events stretched, shifted, brought to ref_db + snr by their own integrated loudness (BS.1770,
/// parts shorter than half a second repeated), faded and added; then the room. A mix that would
/// clip is turned down as a whole.
audio::Waveform render_scene(const SoundscapeOptions& options, const EventSources& sources,
                             const ScenePlan& plan);

/// The most events that sound at one time.
int64_t max_polyphony(const std::vector<events::Event>& events);

}  // namespace pinna::data

template <>
struct pinna::core::EnumNames<pinna::data::EventRole> {
  static constexpr std::array names{std::pair{data::EventRole::foreground, "foreground"},
                                    std::pair{data::EventRole::distractor, "distractor"},
                                    std::pair{data::EventRole::background, "background"}};
};
