#include "pinna/runs/measures.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/json_text.h"

namespace pinna::runs {
namespace {

struct Title {
  std::string_view name;
  std::string_view title;
  bool is_percentage;
};

constexpr std::array titles{
    Title{"accuracy", "accuracy %", true}, Title{"macro_f1", "macro F1 %", true},
    Title{"psds1", "PSDS1", false},        Title{"psds2", "PSDS2", false},
    Title{"event_f1", "event F1 %", true}, Title{"segment_f1", "segment F1 %", true}};

const Title& title_of(std::string_view name) {
  for (const Title& title : titles)
    if (title.name == name) return title;
  throw core::Bug({.what = "measure without a title", .got = std::string(name)});
}

void add_event_measures(const RunFolder& run, std::vector<Measure>& measures) {
  const nlohmann::ordered_json scores = run.event_scores();
  try {
    for (const auto& [measure, name] : core::EnumNames<metrics::EventMeasure>::names) {
      const nlohmann::ordered_json& interval = scores.at("intervals").at(name);
      measures.push_back({.name = name,
                          .value = scores.at(name).get<double>(),
                          .interval = metrics::Interval{interval.at(0).get<double>(),
                                                        interval.at(1).get<double>()}});
    }
  } catch (const nlohmann::json::exception& error) {
    core::throw_bad_json(run.path().string() + ": event scores", error.what());
  }
}

}  // namespace

std::vector<Measure> measures_of(const RunFolder& run) {
  std::vector<Measure> measures;
  if (run.has_scores()) {
    const metrics::ClassificationScores scores = run.scores().scores;
    measures.push_back({"accuracy", scores.accuracy, scores.accuracy_interval});
    measures.push_back({"macro_f1", scores.macro.f1});
  }
  if (run.has_event_scores()) add_event_measures(run, measures);
  return measures;
}

std::optional<double> find_measure(const std::vector<Measure>& measures, std::string_view name) {
  for (const Measure& measure : measures)
    if (measure.name == name) return measure.value;
  return std::nullopt;
}

std::vector<std::string> names_of(const std::vector<const std::vector<Measure>*>& lists) {
  std::vector<std::string> names;
  for (const Title& title : titles)
    if (std::any_of(lists.begin(), lists.end(),
                    [&](const auto* list) { return find_measure(*list, title.name).has_value(); }))
      names.emplace_back(title.name);
  return names;
}

std::string measure_phrase(std::string_view name, const std::string& value) {
  const Title& title = title_of(name);
  return title.is_percentage
             ? fmt::format("{} {} %", title.title.substr(0, title.title.size() - 2), value)
             : fmt::format("{} {}", title.title, value);
}

std::string measure_title(std::string_view name) {
  return std::string(title_of(name).title);
}

std::string measure_text(std::string_view name, double value) {
  return title_of(name).is_percentage ? fmt::format("{:.1f}", 100 * value)
                                      : fmt::format("{:.3f}", value);
}

}  // namespace pinna::runs
