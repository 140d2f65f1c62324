#include "pinna/runs/inspection_folder.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/json_text.h"
#include "pinna/core/options.h"
#include "pinna/events/score_table.h"

namespace pinna::runs {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::string_view schema = "pinna.inspection/1";
constexpr size_t max_name_length = 64;

Json json_of(const std::vector<events::Event>& list) {
  Json json = Json::array();
  for (const events::Event& event : list)
    json.push_back({{"onset", events::to_microseconds(event.onset)},
                    {"offset", events::to_microseconds(event.offset)},
                    {"event_label", event.event_label}});
  return json;
}

Json json_of(const std::optional<double>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json json_of(const ViewScores& scores) {
  return {{"view", scores.view},
          {"event_f1", json_of(scores.event_based.f_measure)},
          {"event_precision", json_of(scores.event_based.precision)},
          {"event_recall", json_of(scores.event_based.recall)},
          {"segment_f1", json_of(scores.segment_based.f_measure)},
          {"onset_error", json_of(scores.errors.onset_error)},
          {"confusion", json_of(scores.errors.confusion)},
          {"missed", json_of(scores.errors.missed)},
          {"extra", json_of(scores.errors.extra)},
          {"unknown_labels", scores.unknown_labels}};
}

Json json_of(const Disagreement& piece) {
  return {{"onset", events::to_microseconds(piece.onset)},
          {"offset", events::to_microseconds(piece.offset)},
          {"event_label", piece.event_label},
          {"heard_by", piece.heard_by},
          {"missed_by", piece.missed_by}};
}

/// Fields of a record; every complaint names the file.
class Record {
 public:
  Record(const Json& json, const std::string& where) : json_(json), where_(where) {}

  template <class Value>
  Value value(const char* key) const {
    try {
      return json_.at(key).get<Value>();
    } catch (const nlohmann::json::exception& error) {
      core::throw_bad_json(where_, error.what());
    }
  }
  double seconds(const char* key) const {
    const auto number = value<double>(key);
    if (!(number >= 0) || !std::isfinite(number))
      throw core::BadData({.what = key,
                           .got = fmt::format("{}", number),
                           .expected = "seconds of at least 0",
                           .where = where_});
    return number;
  }
  Record part(const char* key) const {
    if (!json_.is_object() || !json_.contains(key) || !json_[key].is_object())
      core::throw_bad_json(where_, fmt::format("no object \"{}\"", key));
    return Record(json_[key], where_);
  }
  template <class Read>
  void each(const char* key, const Read& read) const {
    if (!json_.is_object() || !json_.contains(key) || !json_[key].is_array())
      core::throw_bad_json(where_, fmt::format("no array \"{}\"", key));
    for (const Json& entry : json_[key]) read(Record(entry, where_));
  }
  bool is_null(const char* key) const {
    return json_.is_object() && json_.contains(key) && json_[key].is_null();
  }
  std::vector<events::Event> events(const char* key) const {
    std::vector<events::Event> list;
    each(key, [&](const Record& entry) {
      list.push_back({.onset = entry.seconds("onset"),
                      .offset = entry.seconds("offset"),
                      .event_label = entry.value<std::string>("event_label")});
      if (list.back().offset < list.back().onset)
        throw core::BadData({.what = "an event that ends before it begins", .where = where_});
    });
    return list;
  }
  const std::string& where() const { return where_; }

 private:
  const Json& json_;
  const std::string& where_;
};

/// A name that came from a file and becomes part of a path.
std::string checked_name(std::string name, const std::string& where) {
  if (!is_view_name(name))
    throw core::BadData({.what = "a view's name", .got = name, .where = where});
  return name;
}

ViewKind kind_of(const std::string& name, const std::string& where) {
  for (const auto& [kind, word] : core::EnumNames<ViewKind>::names)
    if (word == name) return kind;
  throw core::BadData(
      {.what = "kind of a view", .got = name, .expected = "tagger or detector", .where = where});
}

void require_names(const Inspection& inspection) {
  std::set<std::string> names;
  for (const ModelView& view : inspection.views) {
    if (!is_view_name(view.name))
      throw core::InvalidOptions({.what = "name of a view",
                                  .got = view.name,
                                  .expected = "letters, digits and - _ . + only",
                                  .fix = "give another with --name"});
    if (!names.insert(view.name).second)
      throw core::InvalidOptions({.what = "two views of one name",
                                  .got = view.name,
                                  .expected = "a name for each",
                                  .fix = "give other names with --name"});
  }
}

}  // namespace

bool is_view_name(std::string_view name) {
  const auto is_allowed = [](unsigned char sign) {
    return std::isalnum(sign) != 0 ||
           std::string_view("-_.+").find(static_cast<char>(sign)) != std::string_view::npos;
  };
  return !name.empty() && name.size() <= max_name_length && name.front() != '.' &&
         std::ranges::all_of(name, is_allowed);
}

bool InspectionFolder::exists(const fs::path& path) {
  return fs::is_regular_file(InspectionFolder(path).record_path());
}

fs::path InspectionFolder::record_path() const {
  return path_ / "inspection.json";
}
fs::path InspectionFolder::page_path() const {
  return path_ / "index.html";
}
fs::path InspectionFolder::recording_path(const Inspection& inspection) const {
  return path_ / inspection.recording;
}
fs::path InspectionFolder::events_path(const std::string& view, events::EventFormat format) const {
  return path_ / "events" / (view + std::string(events::extension_of(format)));
}
fs::path InspectionFolder::scores_path(const std::string& view) const {
  return path_ / "scores" / (view + ".tsv");
}
fs::path InspectionFolder::figures_path() const {
  return path_ / "figures";
}
fs::path InspectionFolder::evidence_path(const std::string& view, const std::string& label) const {
  std::string name = label;
  std::ranges::replace_if(
      name, [](char sign) { return !is_view_name(std::string_view(&sign, 1)) || sign == '.'; },
      '_');
  return figures_path() / fmt::format("grad-cam-{}-{}.png", view, name);
}

Json to_json(const Inspection& inspection) {
  const Attribution& by = inspection.attribution;
  Json json{{"schema", schema},
            {"recording", inspection.recording},
            {"seconds", inspection.seconds},
            {"sample_rate", inspection.sample_rate},
            {"num_channels", inspection.num_channels},
            {"attribution",
             {{"title", by.title},
              {"author", by.author},
              {"licence", by.licence},
              {"source", by.source}}},
            {"reference", inspection.reference ? json_of(*inspection.reference) : Json(nullptr)},
            {"views", Json::array()},
            {"disagreements", Json::array()},
            {"scores", Json::array()}};
  for (const ModelView& view : inspection.views)
    json["views"].push_back({{"name", view.name},
                             {"run", view.run},
                             {"method", view.method},
                             {"kind", core::enum_name(view.kind)},
                             {"window_seconds", view.window_seconds},
                             {"frame_seconds", view.scores.frame_seconds},
                             {"labels", view.scores.labels},
                             {"events", json_of(view.events)}});
  for (const Disagreement& piece : disagreements(inspection))
    json["disagreements"].push_back(json_of(piece));
  for (const ViewScores& scores : view_scores(inspection))
    json["scores"].push_back(json_of(scores));
  return json;
}

void InspectionFolder::write(const Inspection& inspection, const fs::path& recording) const {
  require_names(inspection);
  core::make_folder(path_ / "events");
  core::make_folder(path_ / "scores");
  std::error_code ignored;
  fs::remove(record_path(), ignored);
  if (!fs::exists(recording_path(inspection)) ||
      !fs::equivalent(recording, recording_path(inspection)))
    core::write_file_atomically(recording_path(inspection), core::read_file(recording));
  for (const ModelView& view : inspection.views) {
    for (const auto& [format, name] : core::EnumNames<events::EventFormat>::names)
      core::write_file_atomically(events_path(view.name, format),
                                  events::to_text(view.events, inspection.seconds, format));
    core::write_file_atomically(scores_path(view.name), events::to_tsv(view.scores));
  }
  core::write_file_atomically(record_path(), to_json(inspection).dump(1) + "\n");
}

Inspection InspectionFolder::read() const {
  core::require_file(record_path(), "case study", "pinna inspect makes one");
  const std::string where = record_path().string();
  const Json json = core::parse_json(core::read_file(record_path()), where);
  core::require_schema(json, schema, where);
  const Record record(json, where);
  const Record by = record.part("attribution");
  Inspection inspection{.recording = record.value<std::string>("recording"),
                        .seconds = record.seconds("seconds"),
                        .sample_rate = core::whole_number(json, "sample_rate", where),
                        .num_channels = core::whole_number(json, "num_channels", where),
                        .attribution = {.title = by.value<std::string>("title"),
                                        .author = by.value<std::string>("author"),
                                        .licence = by.value<std::string>("licence"),
                                        .source = by.value<std::string>("source")}};
  if (fs::path(inspection.recording).filename() != inspection.recording ||
      inspection.recording.empty())
    throw core::BadData({.what = "name of the recording",
                         .got = inspection.recording,
                         .expected = "a file in the folder",
                         .where = where});
  if (!record.is_null("reference")) inspection.reference = record.events("reference");
  record.each("views", [&](const Record& entry) {
    ModelView view{.name = checked_name(entry.value<std::string>("name"), where),
                   .run = entry.value<std::string>("run"),
                   .method = entry.value<std::string>("method"),
                   .kind = kind_of(entry.value<std::string>("kind"), where),
                   .window_seconds = entry.seconds("window_seconds"),
                   .events = entry.events("events")};
    view.scores = events::read_score_table(scores_path(view.name));
    inspection.views.push_back(std::move(view));
  });
  return inspection;
}

}  // namespace pinna::runs
