// pinna inspect FILE --run RUN ... -o DIR: the case study of one recording.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "apps/cli/network_program.h"
#include "apps/cli/torch/commands.h"
#include "apps/cli/torch/peak_evidence.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "pinna/audio/decode.h"
#include "pinna/audio/level.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/parallel.h"
#include "pinna/core/text_table.h"
#include "pinna/events/event_file.h"
#include "pinna/models/compat.h"
#include "pinna/report/inspection_figures.h"
#include "pinna/report/inspection_page.h"
#include "pinna/runs/inspection_folder.h"
#include "pinna/study/inspect_run.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  fs::path recording;
  std::vector<fs::path> runs;
  std::vector<std::string> names;
  fs::path reference;
  std::vector<std::string> renames;
  runs::Attribution attribution;
  evaluation::WindowOptions windows = {.window_seconds = 2, .hop_seconds = 0.25};
  fs::path output;
};

/// "siren=sirens" renames a label of the reference.
void rename_labels(std::vector<events::Event>& list, const std::vector<std::string>& renames) {
  for (const std::string& rename : renames) {
    const size_t equals = rename.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == rename.size())
      throw core::InvalidOptions({.what = "--rename",
                                  .got = rename,
                                  .expected = "OLD=NEW, a label of the reference and of the runs"});
    const std::string before = rename.substr(0, equals), after = rename.substr(equals + 1);
    for (events::Event& event : list)
      if (event.event_label == before) event.event_label = after;
  }
}

std::vector<events::Event> read_reference(const Arguments& arguments, double seconds) {
  std::vector<events::Event> list = events::read_events(arguments.reference);
  rename_labels(list, arguments.renames);
  for (events::Event& event : list) {
    if (event.onset < seconds) continue;
    throw core::BadData({.what = "an event of the reference begins after the recording",
                         .got = fmt::format("{} at {:g} s", event.event_label, event.onset),
                         .expected = fmt::format("before {:g} s", seconds),
                         .where = arguments.reference.string()});
  }
  std::ranges::sort(list, {}, &events::Event::onset);
  return list;
}

/// The names given, else made of the runs' folders: arms, with fold and seed where these are equal.
std::vector<std::string> names_of_runs(const Arguments& arguments) {
  if (!arguments.names.empty()) {
    if (arguments.names.size() == arguments.runs.size()) return arguments.names;
    throw core::InvalidOptions(
        {.what = "--name",
         .got = fmt::format("{} names", arguments.names.size()),
         .expected = fmt::format("one for each of {} runs or none", arguments.runs.size())});
  }
  std::vector<std::string> names;
  for (const fs::path& run : arguments.runs) names.push_back(study::view_name_of(run));
  for (size_t i = 0; i < names.size(); ++i) {
    const auto same = std::ranges::count(names, names[i]);
    if (same > 1)
      names[i] += "-" + fs::absolute(arguments.runs[i]).lexically_normal().filename().string();
  }
  return names;
}

/// InvalidOptions if a view shares no label with the first; a line where some are not shared.
void compare_labels(const std::vector<runs::ModelView>& views) {
  const runs::ModelView& first = views.front();
  const std::set<std::string> known(first.scores.labels.begin(), first.scores.labels.end());
  for (const runs::ModelView& view : views) {
    std::vector<std::string> others;
    for (const std::string& label : view.scores.labels)
      if (!known.contains(label)) others.push_back(label);
    if (others.size() == view.scores.labels.size())
      throw core::InvalidOptions({.what = "labels of the runs",
                                  .got = fmt::format("{} ({})", view.name, fmt::join(others, ", ")),
                                  .expected = fmt::format("some of those of {} ({})", first.name,
                                                          fmt::join(first.scores.labels, ", "))});
    if (!others.empty() || view.scores.labels.size() != known.size())
      spdlog::warn("{} and {} know different labels: only shared ones are compared", first.name,
                   view.name);
  }
}

runs::Inspection inspect_recording(const Arguments& arguments, Console& console) {
  const audio::AudioInfo info = audio::read_audio_info(arguments.recording);
  if (info.num_frames == 0)
    throw core::BadData({.what = "a recording without sound",
                         .got = "0 s",
                         .expected = "at least one sample",
                         .where = arguments.recording.string()});
  if (info.num_channels > 1)
    spdlog::info("{} channels are mixed for the networks", info.num_channels);
  runs::Inspection inspection{.recording = "recording." + info.container,
                              .seconds = info.seconds(),
                              .sample_rate = info.sample_rate,
                              .num_channels = info.num_channels,
                              .attribution = arguments.attribution};
  if (inspection.attribution.title.empty())
    inspection.attribution.title = arguments.recording.stem().string();
  if (inspection.attribution.licence.empty())
    spdlog::warn("no --licence: the page will say that it is not known");
  if (!arguments.reference.empty())
    inspection.reference = read_reference(arguments, inspection.seconds);
  const std::vector<std::string> names = names_of_runs(arguments);
  core::Progress progress = console.progress("runs", std::ssize(names));
  for (size_t i = 0; i < names.size(); ++i) {
    const runs::RunFolder run = runs::RunFolder::open(arguments.runs[i]);
    for (runs::ModelView& view :
         study::views_of_run(run, names[i], arguments.recording, arguments.windows))
      inspection.views.push_back(std::move(view));
    progress.step(static_cast<int64_t>(i) + 1);
  }
  compare_labels(inspection.views);
  return inspection;
}

void write_figures(const runs::InspectionFolder& folder,
                   const std::vector<report::NamedFigure>& figures, Console& console) {
  core::make_folder(folder.figures_path());
  core::Progress progress = console.progress("figures", std::ssize(figures));
  int64_t done = 0;
  for (const report::NamedFigure& figure : figures) {
    for (const char* extension : {".png", ".svg", ".pdf"})
      report::write_figure(figure.figure, folder.figures_path() / (figure.name + extension));
    progress.step(++done);
  }
}

std::string text_of(const runs::Inspection& inspection, const fs::path& page) {
  using core::Align;
  core::TextTable views({{"view"}, {"kind"}, {"method"}, {"events", Align::right}});
  for (const runs::ModelView& view : inspection.views)
    views.add_row({view.name, core::enum_name(view.kind), view.method,
                   fmt::format("{}", view.events.size())});
  std::string text = fmt::format("{}\n\n{}", page.string(), views.to_string());

  const auto scores = runs::view_scores(inspection);
  if (!scores.empty()) {
    const auto share = [](const std::optional<double>& value) {
      return value ? fmt::format("{:.1f}", 100 * *value) : std::string("-");
    };
    core::TextTable table({{"view"},
                           {"event F1 %", Align::right},
                           {"precision %", Align::right},
                           {"recall %", Align::right},
                           {"segment F1 %", Align::right},
                           {"not known"}});
    for (const runs::ViewScores& row : scores)
      table.add_row({row.view, share(row.event_based.f_measure), share(row.event_based.precision),
                     share(row.event_based.recall), share(row.segment_based.f_measure),
                     fmt::format("{}", fmt::join(row.unknown_labels, ", "))});
    text += "\n" + table.to_string();
  }

  const auto pieces = runs::disagreements(inspection);
  if (pieces.empty()) return text + "\nthe views agree\n";
  core::TextTable table({{"from s", Align::right},
                         {"to s", Align::right},
                         {"label"},
                         {"heard by"},
                         {"not heard by"}});
  constexpr size_t most = 20;
  for (size_t i = 0; i < std::min(pieces.size(), most); ++i)
    table.add_row({fmt::format("{:.2f}", pieces[i].onset), fmt::format("{:.2f}", pieces[i].offset),
                   pieces[i].event_label, fmt::format("{}", fmt::join(pieces[i].heard_by, ", ")),
                   fmt::format("{}", fmt::join(pieces[i].missed_by, ", "))});
  text += "\n" + table.to_string();
  if (pieces.size() > most) text += fmt::format("and {} more on the page\n", pieces.size() - most);
  return text;
}

void inspect(const Arguments& arguments, Console& console) {
  models::use_threads(core::num_processors());
  runs::Inspection inspection = inspect_recording(arguments, console);
  const audio::Waveform mono = audio::to_mono(audio::read_audio(arguments.recording));
  const report::FeaturePanel spectrogram =
      report::inspection_spectrogram(mono.samples, mono.sample_rate);
  const runs::InspectionFolder folder(arguments.output);
  core::make_folder(arguments.output);
  write_figures(folder, report::inspection_figures(spectrogram, inspection), console);
  std::vector<report::CaptionedPicture> evidence;
  for (size_t i = 0; i < arguments.runs.size(); ++i)
    for (report::CaptionedPicture& file :
         draw_peak_evidence(arguments.runs[i], inspection, folder, arguments.recording))
      evidence.push_back(std::move(file));
  core::write_file_atomically(folder.page_path(),
                              report::inspection_page(inspection, runs::disagreements(inspection),
                                                      runs::view_scores(inspection),
                                                      {.spectrogram = spectrogram,
                                                       .recording = arguments.recording,
                                                       .pictures = std::move(evidence)}));
  folder.write(inspection, arguments.recording);
  nlohmann::ordered_json body = runs::to_json(inspection);
  body.erase("schema");
  body["page"] = folder.page_path().string();
  console.report("inspect", body, text_of(inspection, folder.page_path()));
}

Action configure(CLI::App& app) {
  const auto arguments = std::make_shared<Arguments>();
  app.add_option("FILE", arguments->recording, "a recording of any length")->required();
  app.add_option("--run", arguments->runs, "a trained run; may be repeated")
      ->required()
      ->type_name("RUN")
      ->allow_extra_args(false);
  app.add_option("--name", arguments->names, "what to call each run, in their order")
      ->allow_extra_args(false);
  app.add_option("--reference", arguments->reference,
                 "what sounds in it: a table, Audacity, Raven, JAMS or TextGrid")
      ->type_name("FILE");
  app.add_option("--rename", arguments->renames, "a label of the reference as the runs call it")
      ->type_name("OLD=NEW")
      ->needs("--reference")
      ->allow_extra_args(false);
  app.add_option("--title", arguments->attribution.title, "of the recording; default: its file");
  app.add_option("--author", arguments->attribution.author, "who made it");
  app.add_option("--licence", arguments->attribution.licence, "what others may do with it");
  app.add_option("--source", arguments->attribution.source, "where it is from");
  app.add_option("--window-seconds", arguments->windows.window_seconds,
                 "what a classifier hears at a time")
      ->capture_default_str();
  app.add_option("--hop-seconds", arguments->windows.hop_seconds, "from one window to the next")
      ->capture_default_str();
  app.add_option("-o,--output", arguments->output, "folder of the case study")
      ->required()
      ->type_name("DIR");
  return [arguments](Console& console) { inspect(*arguments, console); };
}

}  // namespace

Command inspect_command() {
  return {network_command("inspect"), configure};
}

}  // namespace pinna::cli
