#include "pinna/data/soundscape_jams.h"

#include <nlohmann/json.hpp>

#include "pinna/events/jams.h"

namespace pinna::data {
namespace {

using Json = nlohmann::ordered_json;

std::string source_file(const ScenePlanEvent& event, const EventSources& sources) {
  if (!event.clip) return "";
  const Clip& clip = sources.table().clip(*event.clip);
  return clip.path.lexically_relative(sources.table().root).generic_string();
}

Json observation(const ScenePlanEvent& event, const EventSources& sources) {
  return events::jams_observation(
      events::to_microseconds(event.event_time),
      events::to_microseconds(event.event_duration * event.time_stretch),
      {{"label", event.label},
       {"source_file", source_file(event, sources)},
       {"source_time", event.source_time},
       {"event_time", event.event_time},
       {"event_duration", event.event_duration},
       {"snr", event.snr},
       {"role", core::enum_name(event.role)},
       {"pitch_shift", event.pitch_shift == 0 ? Json(nullptr) : Json(event.pitch_shift)},
       {"time_stretch", event.time_stretch == 1 ? Json(nullptr) : Json(event.time_stretch)}});
}

}  // namespace

std::string to_jams(const ScenePlan& plan, const SoundscapeOptions& options,
                    const EventSources& sources) {
  Json data = Json::array({observation(plan.background, sources)});
  for (const ScenePlanEvent& event : plan.events) data.push_back(observation(event, sources));
  const std::vector<events::Event> reference = plan.reference();
  const Json settings{{"duration", options.scene_seconds},
                      {"fg_labels", sources.labels()},
                      {"bg_labels", options.background.labels},
                      {"sr", options.sample_rate},
                      {"ref_db", options.background.ref_db},
                      {"n_channels", 1},
                      {"fade_in_len", options.event.fade_seconds},
                      {"fade_out_len", options.event.fade_seconds},
                      {"n_events", reference.size()},
                      {"polyphony_max", max_polyphony(reference)},
                      {"reverb", plan.room ? Json(plan.room->rt60_seconds) : Json(nullptr)}};
  return events::jams_document(options.scene_seconds, "scaper", std::move(data),
                               {{"scaper", settings}})
             .dump(1) +
         "\n";
}

}  // namespace pinna::data
