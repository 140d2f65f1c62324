#include "pinna/events/jams.h"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/json_text.h"

namespace pinna::events {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view jams_version = "0.3.4";

Event event_from(const Json& observation, std::string label, const std::string& where) {
  const double time = observation.at("time").get<double>();
  const double duration = observation.at("duration").get<double>();
  if (!std::isfinite(time) || !std::isfinite(duration) || time < 0 || duration < 0)
    throw core::BadData({.what = "times of an observation",
                         .got = fmt::format("time {}, duration {}", time, duration),
                         .expected = "two numbers that are not negative",
                         .where = where});
  if (label.empty())
    throw core::BadData({.what = "an observation without a label", .where = where});
  return {.onset = time, .offset = time + duration, .event_label = std::move(label)};
}

void add_annotation(std::vector<Event>& events, const Json& annotation, const std::string& where) {
  const auto name = annotation.at("namespace").get<std::string>();
  const bool is_scaper = name == "scaper";
  if (!is_scaper && name != "segment_open" && name != "tag_open") return;
  for (const Json& observation : annotation.at("data")) {
    const Json& value = observation.at("value");
    if (is_scaper && value.at("role").get<std::string>() != "foreground") continue;
    events.push_back(
        event_from(observation, (is_scaper ? value.at("label") : value).get<std::string>(), where));
  }
}

}  // namespace

Json jams_observation(double time, double duration, Json value) {
  return {{"time", time}, {"duration", duration}, {"value", std::move(value)}, {"confidence", 1.0}};
}

Json jams_document(double duration, std::string_view annotation_namespace, Json data,
                   Json sandbox) {
  Json annotation{{"annotation_metadata",
                   {{"curator", {{"name", ""}, {"email", ""}}},
                    {"annotator", Json::object()},
                    {"version", ""},
                    {"corpus", ""},
                    {"annotation_tools", "Pinna"},
                    {"annotation_rules", ""},
                    {"validation", ""},
                    {"data_source", "program"}}},
                  {"namespace", annotation_namespace},
                  {"data", std::move(data)},
                  {"sandbox", std::move(sandbox)},
                  {"time", 0.0},
                  {"duration", duration}};
  return {{"annotations", Json::array({std::move(annotation)})},
          {"file_metadata",
           {{"title", ""},
            {"artist", ""},
            {"release", ""},
            {"duration", duration},
            {"identifiers", Json::object()},
            {"jams_version", jams_version}}},
          {"sandbox", Json::object()}};
}

std::string to_jams(const std::vector<Event>& events, double duration) {
  Json data = Json::array();
  for (const Event& event : events)
    data.push_back(jams_observation(to_microseconds(event.onset), to_microseconds(event.duration()),
                                    event.event_label));
  return jams_document(duration, "segment_open", std::move(data), Json::object()).dump(1) + "\n";
}

std::vector<Event> parse_jams(std::string_view text, std::string_view source) {
  const std::string where(source);
  const Json document = core::parse_json(text, where);
  std::vector<Event> events;
  try {
    for (const Json& annotation : document.at("annotations"))
      add_annotation(events, annotation, where);
  } catch (const Json::exception& error) {
    core::throw_bad_json(where, error.what());
  }
  return events;
}

}  // namespace pinna::events
