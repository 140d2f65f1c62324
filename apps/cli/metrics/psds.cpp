// pinna metrics psds --ground-truth G --metadata M --operating-points F...
#include "pinna/metrics/psds.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/cli/commands.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "pinna/core/text_table.h"
#include "pinna/events/event_table.h"

namespace pinna::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
  std::string ground_truth;
  std::string metadata;
  std::vector<std::string> operating_points;
  metrics::PsdsOptions options;
};

/// Detections that no score can count, said once for each file.
void warn_of_strangers(const std::string& path, const events::EventTable& detections,
                       const metrics::IntersectionReference& reference) {
  int64_t recordings = 0;
  int64_t labels = 0;
  for (const auto& [filename, list] : detections) {
    recordings += !list.empty() && !reference.durations.contains(filename);
    for (const events::Event& event : list)
      labels +=
          !std::binary_search(reference.labels.begin(), reference.labels.end(), event.event_label);
  }
  if (recordings > 0)
    spdlog::warn("{}: {} recordings without a duration in the metadata are left out", path,
                 recordings);
  if (labels > 0)
    spdlog::warn("{}: {} detections of classes that the ground truth has not are left out", path,
                 labels);
}

void warn_of_overlaps(const std::string& path, const events::EventTable& table) {
  if (const int64_t overlaps = metrics::count_overlaps_within_classes(table); overlaps > 0)
    spdlog::warn("{}: {} events overlap another of their class, and count twice where they do",
                 path, overlaps);
}

void score(const Arguments& arguments, Console& console) {
  const metrics::IntersectionReference reference(events::read_event_table(arguments.ground_truth),
                                                 events::read_durations(arguments.metadata));
  warn_of_overlaps(arguments.ground_truth, reference.events);
  std::vector<metrics::IntersectionCounts> points;
  Json f1 = Json::array();
  core::TextTable table({{"operating point"}, {"macro intersection F1 %", core::Align::right}});
  for (const std::string& path : arguments.operating_points) {
    const events::EventTable detections = events::read_event_table(path);
    warn_of_strangers(path, detections, reference);
    warn_of_overlaps(path, detections);
    points.push_back(
        metrics::count_intersections(reference, detections, arguments.options.intersection));
    const double macro_f1 = metrics::macro_intersection_f1(reference, points.back());
    const std::vector<double> scores = metrics::intersection_f1(reference, points.back());
    Json class_wise = Json::object();
    for (size_t i = 0; i < scores.size(); ++i) class_wise[reference.labels[i]] = scores[i];
    f1.push_back({{"file", path}, {"macro_f1", macro_f1}, {"class_wise_f1", class_wise}});
    table.add_row({path, fmt::format("{:.1f}", 100 * macro_f1)});
  }
  const metrics::PsdsResult result = metrics::psds(reference, points, arguments.options);
  const auto best = std::max_element(f1.begin(), f1.end(), [](const Json& a, const Json& b) {
    return a["macro_f1"].get<double>() < b["macro_f1"].get<double>();
  });
  console.report(
      "psds",
      {{"psds", result.value},
       {"macro_f1", (*best)["macro_f1"]},
       {"operating_points", f1},
       {"options", core::to_json(core::to_config(arguments.options))},
       {"max_efpr", result.max_efpr},
       {"classes", reference.labels},
       {"roc",
        {{"efpr", result.roc.efpr},
         {"mean_tpr", result.roc.mean_tpr},
         {"effective_tpr", result.roc.effective_tpr}}}},
      fmt::format("PSDS {:.4f} of {} operating points, up to {} false alarms an hour\n\n{}",
                  result.value, points.size(), result.max_efpr, table.to_string()));
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("--ground-truth", arguments->ground_truth,
                 "table of events: filename, onset, offset, event_label")
      ->required()
      ->type_name("TABLE");
  app.add_option("--metadata", arguments->metadata, "table of filename and duration [s]")
      ->required()
      ->type_name("TABLE");
  app.add_option("--operating-points", arguments->operating_points,
                 "tables of detections, one for each threshold of the detector")
      ->required()
      ->type_name("TABLE ...");
  metrics::PsdsOptions& options = arguments->options;
  const auto add_share = [&](const char* name, double& target, const char* meaning) {
    app.add_option(name, target, meaning)->check(CLI::Range(0.0, 1.0))->capture_default_str();
  };
  add_share("--dtc", options.intersection.dtc, "share of a detection that references must cover");
  add_share("--gtc", options.intersection.gtc, "share of a reference that must be covered");
  add_share("--cttc", options.intersection.cttc, "share that makes a false alarm a cross-trigger");
  add_share("--alpha-ct", options.alpha_ct, "weight of cross-triggers");
  app.add_option("--alpha-st", options.alpha_st, "cost of differences between classes")
      ->check(CLI::Range(0.0, 1e6))
      ->capture_default_str();
  app.add_option("--max-efpr", options.max_efpr, "where the curve ends [false alarms an hour]")
      ->check(CLI::Range(1e-9, 1e12))
      ->default_str("100");
  return [arguments](Console& console) { score(*arguments, console); };
}

}  // namespace

Command metrics_psds_command() {
  return {{"metrics psds", "The area under found classes against false alarms, of all thresholds",
           "pinna metrics psds --ground-truth gt.tsv --metadata durations.tsv --operating-points "
           "points/*.tsv"},
          configure};
}

}  // namespace pinna::cli
