// pinna events plot AUDIO --reference R --estimated E -o FIGURE
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "apps/cli/commands.h"
#include "apps/cli/features/feature_arguments.h"
#include "apps/cli/features/feature_input.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/events/event_file.h"
#include "pinna/events/score_table.h"
#include "pinna/features/feature.h"
#include "pinna/report/event_lanes.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  fs::path audio;
  fs::path output;
  fs::path reference;
  std::vector<std::string> estimated;
  fs::path scores;
  FeatureArguments feature = {.name = "log_mel"};
  std::vector<double> span;
};

std::vector<events::Event> events_of(const fs::path& path, const fs::path& audio) {
  return events::read_events(path, audio.filename().string());
}

/// "detector=found.tsv" or a file alone, which its name then stands for.
report::EventSource source_of(const std::string& argument, const fs::path& audio) {
  const size_t equals = argument.find('=');
  if (equals == std::string::npos)
    return {.name = fs::path(argument).stem().string(), .events = events_of(argument, audio)};
  return {.name = argument.substr(0, equals),
          .events = events_of(argument.substr(equals + 1), audio)};
}

void plot(const Arguments& arguments, Console& console) {
  report::require_figure_format(arguments.output);
  std::vector<report::EventSource> sources;
  if (!arguments.reference.empty())
    sources.push_back(
        {.name = "reference", .events = events_of(arguments.reference, arguments.audio)});
  for (const std::string& argument : arguments.estimated)
    sources.push_back(source_of(argument, arguments.audio));
  if (sources.empty())
    throw core::InvalidOptions(
        {.what = "events plot without events", .fix = "give --reference, --estimated or both"});

  const auto feature =
      features::make_feature(features::parse_feature(feature_table(arguments.feature), ""));
  const audio::Waveform mono = prepared(read_feature_input(arguments.audio, std::nullopt),
                                        feature->sample_rate(), arguments.audio);
  const auto panels = report::feature_panels(*feature, mono.samples, "");
  report::EventLanesStyle style;
  if (!arguments.span.empty()) {
    if (!(arguments.span[0] < arguments.span[1]))
      throw core::InvalidOptions({.what = "--span",
                                  .got = fmt::format("{} {}", arguments.span[0], arguments.span[1]),
                                  .expected = "a start and a later end in seconds"});
    style.seconds = report::ValueRange{arguments.span[0], arguments.span[1]};
  }
  if (!arguments.scores.empty()) style.scores = events::read_score_table(arguments.scores);
  report::write_figure(report::event_lanes(panels.front(), sources, style), arguments.output);
  console.report(
      "events.plot", {{"file", arguments.output.string()}, {"sources", sources.size()}},
      fmt::format("{}: {} sources of events\n", arguments.output.string(), sources.size()));
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("AUDIO", arguments->audio, "the recording")->required();
  app.add_option("--reference", arguments->reference,
                 "its events: a table, Audacity, Raven, JAMS or TextGrid")
      ->type_name("FILE");
  app.add_option("--estimated", arguments->estimated,
                 "somebody else's, also NAME=FILE; may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  app.add_option("--scores", arguments->scores,
                 "its frame scores (pinna predict --scores), drawn as a ribbon for each class")
      ->type_name("TABLE");
  app.add_option("-o,--output", arguments->output, "a .png, .svg or .pdf")->required();
  app.add_option("--feature", arguments->feature.name, "the picture above")->capture_default_str();
  add_feature_settings(app, arguments->feature);
  app.add_option("--span", arguments->span, "the stretch to draw [s]")
      ->expected(2)
      ->type_name("START END");
  return [arguments](Console& console) { plot(*arguments, console); };
}

}  // namespace

Command events_plot_command() {
  return {{"events plot", "Draws events on lanes under a spectrogram",
           "pinna events plot street.flac --reference street.jams --estimated found.tsv "
           "-o street.pdf"},
          configure};
}

}  // namespace pinna::cli
