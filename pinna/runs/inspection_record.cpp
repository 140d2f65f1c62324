#include "pinna/runs/inspection_record.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/json_text.h"
#include "pinna/core/options.h"
#include "pinna/core/relative_path.h"
#include "pinna/runs/disagreements.h"
#include "pinna/runs/inspection_scores.h"

namespace pinna::runs {
namespace {

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
          {"segment_precision", json_of(scores.segment_based.precision)},
          {"segment_recall", json_of(scores.segment_based.recall)},
          {"onset_error", json_of(scores.errors.onset_error)},
          {"offset_error", json_of(scores.errors.offset_error)},
          {"confusion", json_of(scores.errors.confusion)},
          {"missed", json_of(scores.errors.missed)},
          {"extra", json_of(scores.errors.extra)},
          {"unknown_labels", scores.unknown_labels},
          {"unknown_events", scores.unknown_events}};
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

ViewKind kind_of(const std::string& name, const std::string& where) {
  for (const auto& [kind, word] : core::EnumNames<ViewKind>::names)
    if (word == name) return kind;
  throw core::BadData(
      {.what = "kind of a view", .got = name, .expected = "tagger or detector", .where = where});
}

std::string lower_case(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char sign) { return std::tolower(sign); });
  return text;
}

int64_t positive(const Json& json, const char* key, const std::string& where) {
  const int64_t number = core::whole_number(json, key, where);
  if (number < 1)
    throw core::BadData(
        {.what = key, .got = fmt::to_string(number), .expected = "at least 1", .where = where});
  return number;
}

/// A file of the folder itself; the name becomes part of a path.
std::string file_name(std::string name, const std::string& where) {
  if (name.empty() || name.find('/') != std::string::npos || name.front() == '.' ||
      !core::relative_path_problem(name).empty())
    throw core::BadData({.what = "name of the recording",
                         .got = name,
                         .expected = "a file in the folder",
                         .where = where});
  return name;
}

/// Names that came from a file and become parts of paths.
void require_safe_names(const std::vector<std::string>& names, const std::string& where) {
  try {
    require_view_names(names);
  } catch (const core::InvalidOptions& error) {
    core::ErrorParts parts = error.parts();
    parts.where = where;
    parts.fix.clear();
    throw core::BadData(std::move(parts));
  }
}

ModelView view_of(const Record& entry) {
  return {.name = entry.value<std::string>("name"),
          .run = entry.value<std::string>("run"),
          .method = entry.value<std::string>("method"),
          .kind = kind_of(entry.value<std::string>("kind"), entry.where()),
          .window_seconds = entry.seconds("window_seconds"),
          .scores = {.labels = entry.value<std::vector<std::string>>("labels"),
                     .frame_seconds = entry.seconds("frame_seconds")},
          .events = entry.events("events")};
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

void require_view_names(const std::vector<std::string>& names) {
  std::set<std::string> used;
  for (const std::string& name : names) {
    if (!is_view_name(name))
      throw core::InvalidOptions(
          {.what = "name of a view",
           .got = name,
           .expected = fmt::format("up to {} letters, digits and - _ . +", max_name_length),
           .fix = "give another with --name"});
    if (!used.insert(lower_case(name)).second)
      throw core::InvalidOptions({.what = "two views of one name",
                                  .got = name,
                                  .expected = "a name for each",
                                  .fix = "give other names with --name"});
  }
}

std::vector<NamedLabels> labels_of_views(const Inspection& inspection) {
  std::vector<NamedLabels> labels;
  for (const ModelView& view : inspection.views) labels.push_back({view.name, view.scores.labels});
  return labels;
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
            {"missing_labels", missing_labels(labels_of_views(inspection))},
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

Inspection inspection_from_json(const Json& json, const std::string& where) {
  core::require_schema(json, schema, where);
  const Record record(json, where);
  const Record by = record.part("attribution");
  Inspection inspection{.recording = file_name(record.value<std::string>("recording"), where),
                        .seconds = record.seconds("seconds"),
                        .sample_rate = positive(json, "sample_rate", where),
                        .num_channels = positive(json, "num_channels", where),
                        .attribution = {.title = by.value<std::string>("title"),
                                        .author = by.value<std::string>("author"),
                                        .licence = by.value<std::string>("licence"),
                                        .source = by.value<std::string>("source")}};
  if (!record.is_null("reference")) inspection.reference = record.events("reference");
  std::vector<std::string> names;
  record.each("views", [&](const Record& entry) {
    inspection.views.push_back(view_of(entry));
    names.push_back(inspection.views.back().name);
  });
  require_safe_names(names, where);
  return inspection;
}

}  // namespace pinna::runs
