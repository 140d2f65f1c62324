// pinna metrics psds --ground-truth G --metadata M --operating-points F... | --scores DIR
#include "pinna/metrics/psds.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/cli/commands.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "pinna/core/error.h"
#include "pinna/core/text_table.h"
#include "pinna/events/event_table.h"
#include "pinna/events/score_table.h"
#include "pinna/metrics/psds_scores.h"
#include "pinna/report/psd_roc_figure.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct Arguments {
  std::string ground_truth;
  std::string metadata;
  std::vector<std::string> operating_points;
  std::string scores;
  std::string figure;
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

/// What the two kinds of input give.
struct Outcome {
  metrics::PsdsResult result;
  std::string sentence;
  std::string table;
  Json macro_f1;  ///< of the best operating point; null for scores
  Json operating_points = Json::array();
};

Outcome score_operating_points(const Arguments& arguments,
                               const metrics::IntersectionReference& reference) {
  Outcome outcome;
  std::vector<metrics::IntersectionCounts> points;
  core::TextTable table({{"operating point"}, {"macro intersection F1 %", core::Align::right}});
  double best = 0;
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
    outcome.operating_points.push_back(
        {{"file", path}, {"macro_f1", macro_f1}, {"class_wise_f1", class_wise}});
    best = std::max(best, macro_f1);
    table.add_row({path, fmt::format("{:.1f}", 100 * macro_f1)});
  }
  outcome.result = metrics::psds(reference, points, arguments.options);
  outcome.macro_f1 = best;
  outcome.sentence = fmt::format("{} operating points", points.size());
  outcome.table = "\n" + table.to_string();
  return outcome;
}

/// A table for each recording, named as it but for the extension.
Outcome score_frames(const Arguments& arguments, const metrics::IntersectionReference& reference) {
  metrics::ScoreTable scores;
  std::map<fs::path, std::string> owners;
  for (const auto& [recording, duration] : reference.durations) {
    const fs::path name = fs::path(recording).filename().replace_extension(".tsv");
    if (const auto [owner, is_new] = owners.emplace(name, recording); !is_new)
      throw core::InvalidOptions(
          {.what = "recordings with frame scores",
           .got = fmt::format("{} and {}, both of {}", owner->second, recording, name.string()),
           .expected = "names that differ without folder and extension",
           .where = arguments.metadata});
    scores[recording] = events::read_score_table(fs::path(arguments.scores) / name);
  }
  return {.result = metrics::psds(reference, scores, arguments.options),
          .sentence = fmt::format("all scores of {} recordings", scores.size())};
}

void score(const Arguments& arguments, Console& console) {
  if (!arguments.figure.empty()) report::require_figure_format(arguments.figure);
  if (arguments.scores.empty() == arguments.operating_points.empty())
    throw core::InvalidOptions({.what = "metrics psds",
                                .got = arguments.scores.empty() ? "neither" : "both",
                                .expected = "either --operating-points or --scores"});
  const metrics::IntersectionReference reference(events::read_event_table(arguments.ground_truth),
                                                 events::read_durations(arguments.metadata));
  warn_of_overlaps(arguments.ground_truth, reference.events);
  const Outcome outcome = arguments.scores.empty() ? score_operating_points(arguments, reference)
                                                   : score_frames(arguments, reference);
  const metrics::PsdsResult& result = outcome.result;
  if (!arguments.figure.empty())
    report::write_figure(report::psd_roc_figure(result, reference.labels), arguments.figure);
  console.report("psds",
                 {{"psds", result.value},
                  {"macro_f1", outcome.macro_f1},
                  {"operating_points", outcome.operating_points},
                  {"options", core::to_json(core::to_config(arguments.options))},
                  {"max_efpr", result.max_efpr},
                  {"classes", reference.labels},
                  {"roc",
                   {{"efpr", result.roc.efpr},
                    {"mean_tpr", result.roc.mean_tpr},
                    {"effective_tpr", result.roc.effective_tpr}}}},
                 fmt::format("PSDS {:.4f} of {}, up to {} false alarms an hour\n{}", result.value,
                             outcome.sentence, result.max_efpr, outcome.table));
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
      ->type_name("TABLE ...");
  app.add_option("--scores", arguments->scores,
                 "instead of them a folder of frame scores, NAME.tsv of each recording NAME.*: "
                 "every score is a threshold")
      ->type_name("DIR");
  app.add_option("--figure", arguments->figure, "the curve as a .png, .svg or .pdf")
      ->type_name("FILE");
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
