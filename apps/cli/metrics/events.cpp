// pinna metrics events --reference R --estimated E
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/cli/commands.h"
#include "apps/cli/option_values.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/text_table.h"
#include "pinna/events/event_table.h"
#include "pinna/metrics/event_scores.h"
#include "pinna/metrics/event_timing.h"
#include "pinna/metrics/segment_based.h"
#include "pinna/metrics/what_when_errors.h"

namespace pinna::cli {
namespace {

using metrics::CountedUnits;
using metrics::EventScores;
using metrics::EventScoreTable;

struct Arguments {
  std::string reference;
  std::string estimated;
  std::string metadata;
  double time_resolution = 1;
  metrics::CollarOptions collars;
  metrics::EmptyEstimates empty = metrics::EmptyEstimates::undefined;
};

std::string per_cent(const std::optional<double>& share) {
  return share ? fmt::format("{:.1f}", 100 * *share) : "-";
}
std::string rate(const std::optional<double>& value) {
  return value ? fmt::format("{:.2f}", *value) : "-";
}

std::string text_of(const EventScoreTable& table) {
  using core::Align;
  core::TextTable text({{"class"},
                        {"reference", Align::right},
                        {"estimated", Align::right},
                        {"F %", Align::right},
                        {"precision %", Align::right},
                        {"recall %", Align::right},
                        {"error rate", Align::right},
                        {"substitutions", Align::right},
                        {"deletions", Align::right},
                        {"insertions", Align::right}});
  const auto add = [&](const std::string& name, const EventScores& scores, std::string reference,
                       std::string estimated) {
    text.add_row({name, std::move(reference), std::move(estimated), per_cent(scores.f_measure),
                  per_cent(scores.precision), per_cent(scores.recall), rate(scores.error_rate),
                  rate(scores.substitution_rate), rate(scores.deletion_rate),
                  rate(scores.insertion_rate)});
  };
  for (size_t i = 0; i < table.labels.size(); ++i) {
    EventScores scores = table.class_wise[i];
    scores.substitution_rate.reset();
    add(table.labels[i], scores, fmt::to_string(table.tally.class_wise[i].reference),
        fmt::to_string(table.tally.class_wise[i].estimated));
  }
  add("mean of classes", table.class_wise_average, "", "");
  add("all together", table.overall, fmt::to_string(table.tally.overall.reference),
      fmt::to_string(table.tally.overall.estimated));
  return text.to_string();
}

std::string text_of(const metrics::TimingErrors& errors) {
  if (errors.pairs == 0) return "no event was found\n";
  return fmt::format(
      "{} events found by at least half: onsets off by {:.0f} ms on average (median {:+.0f} ms), "
      "offsets by {:.0f} ms ({:+.0f} ms); positive is late\n",
      errors.pairs, 1000 * errors.onset.mean_absolute, 1000 * errors.onset.median,
      1000 * errors.offset.mean_absolute, 1000 * errors.offset.median);
}

std::string milliseconds(const std::optional<double>& seconds) {
  return seconds ? fmt::format("{:.0f}", 1000 * *seconds) : "-";
}

std::string text_of(const metrics::WhatWhenTally& tally) {
  using core::Align;
  core::TextTable text({{"onset error ms", Align::right},
                        {"offset error ms", Align::right},
                        {"overlap %", Align::right},
                        {"confusion %", Align::right},
                        {"missed %", Align::right},
                        {"extra %", Align::right}});
  const metrics::WhatWhenErrors errors = metrics::score(tally);
  text.add_row({milliseconds(errors.onset_error), milliseconds(errors.offset_error),
                per_cent(errors.overlap), per_cent(errors.confusion), per_cent(errors.missed),
                per_cent(errors.extra)});
  return fmt::format(
      "when: {} pairs of one class that overlap; what: {} pairs of any classes that share half of "
      "their time\n{}",
      tally.pairs, tally.well_timed, text.to_string());
}

struct Tallies {
  metrics::EventTally segments;
  metrics::EventTally events;
  metrics::WhatWhenTally what_when;
};

Tallies count(const std::vector<metrics::PairedEvents>& recordings,
              const std::vector<std::string>& labels, const Arguments& arguments) {
  std::map<std::string, double> durations;
  if (!arguments.metadata.empty()) durations = events::read_durations(arguments.metadata);
  Tallies tallies;
  for (const metrics::PairedEvents& recording : recordings) {
    const auto length = durations.find(recording.filename);
    tallies.segments += metrics::segment_counts(
        recording, labels, arguments.time_resolution,
        length == durations.end() ? std::nullopt : std::optional(length->second));
    tallies.events += metrics::event_counts(recording, labels, arguments.collars);
    tallies.what_when += metrics::what_when_tally(recording, labels);
  }
  return tallies;
}

void score(const Arguments& arguments, Console& console) {
  const auto reference = events::read_event_table(arguments.reference);
  const auto estimated = events::read_event_table(arguments.estimated);
  const std::vector<std::string> labels = events::event_labels({&reference, &estimated});
  const auto recordings = metrics::paired(reference, estimated);
  const auto [segments, whole_events, what_when] = count(recordings, labels, arguments);
  const auto segment_based =
      metrics::score(segments, labels, CountedUnits::segments, arguments.empty);
  const auto event_based =
      metrics::score(whole_events, labels, CountedUnits::events, arguments.empty);
  const auto timing = metrics::timing_errors(recordings);

  console.report(
      "event_scores",
      {{"reference", arguments.reference},
       {"estimated", arguments.estimated},
       {"files", recordings.size()},
       {"time_resolution", arguments.time_resolution},
       {"t_collar", arguments.collars.t_collar},
       {"percentage_of_length", arguments.collars.percentage_of_length},
       {"segment_based", metrics::to_json(segment_based, CountedUnits::segments)},
       {"event_based", metrics::to_json(event_based, CountedUnits::events)},
       {"timing", metrics::to_json(timing)},
       {"what_when", metrics::to_json(what_when, labels)}},
      fmt::format("{} recordings\n\nsegments of {} s\n{}\nevents: onset within {} s, offset within "
                  "{} s or {} % of the length\n{}{}\n{}",
                  recordings.size(), arguments.time_resolution, text_of(segment_based),
                  arguments.collars.t_collar, arguments.collars.t_collar,
                  100 * arguments.collars.percentage_of_length, text_of(event_based),
                  text_of(timing), text_of(what_when)));
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("--reference", arguments->reference,
                 "table of events: filename, onset, offset, event_label; header or not")
      ->required()
      ->type_name("TABLE");
  app.add_option("--estimated", arguments->estimated, "the same, from a detector")
      ->required()
      ->type_name("TABLE");
  app.add_option("--metadata", arguments->metadata,
                 "table of filename and duration: segments up to there instead of the last offset")
      ->type_name("TABLE");
  app.add_option("--time-resolution", arguments->time_resolution, "length of a segment [s]")
      ->capture_default_str();
  app.add_option("--t-collar", arguments->collars.t_collar,
                 "how far an onset or offset may be off [s]")
      ->check(CLI::Range(1e-6, 1e6))
      ->capture_default_str();
  app.add_option("--percentage-of-length", arguments->collars.percentage_of_length,
                 "an offset may also be off by this share of the event (DCASE 0.2, sed_eval 0.5)")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  add_word_option(app, "--empty-estimates", arguments->empty,
                  "precision of a class that was never estimated");
  return [arguments](Console& console) { score(*arguments, console); };
}

}  // namespace

Command metrics_events_command() {
  return {{"metrics events", "Scores detected sound events: segments, collars, classes",
           "pinna metrics events --reference reference.tsv --estimated estimated.tsv"},
          configure};
}

}  // namespace pinna::cli
