// pinna inspect FILE --run RUN ... -o DIR: the case study of one recording.
#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "apps/cli/network_program.h"
#include "apps/cli/torch/commands.h"
#include "apps/cli/torch/inspection_text.h"
#include "apps/cli/torch/peak_evidence.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "pinna/audio/decode.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/parallel.h"
#include "pinna/events/event_file.h"
#include "pinna/models/compat.h"
#include "pinna/report/inspection_figures.h"
#include "pinna/report/inspection_page.h"
#include "pinna/report/inspection_spectrogram.h"
#include "pinna/runs/disagreements.h"
#include "pinna/runs/inspection_folder.h"
#include "pinna/runs/inspection_scores.h"
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
  study::TaggerOptions taggers;
  fs::path output;
};

/// "siren=sirens" renames a label of the reference, all at once.
void rename_labels(std::vector<events::Event>& list, const std::vector<std::string>& renames) {
  std::set<std::string> known;
  for (const events::Event& event : list) known.insert(event.event_label);
  std::map<std::string, std::string> names;
  for (const std::string& rename : renames) {
    const size_t equals = rename.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == rename.size())
      throw core::InvalidOptions({.what = "--rename",
                                  .got = rename,
                                  .expected = "OLD=NEW, a label of the reference and of the runs"});
    const std::string before = rename.substr(0, equals);
    if (!known.contains(before))
      core::throw_unknown_word("--rename", {"command line", 0, 0}, before,
                               {known.begin(), known.end()});
    names[before] = rename.substr(equals + 1);
  }
  for (events::Event& event : list)
    if (const auto found = names.find(event.event_label); found != names.end())
      event.event_label = found->second;
}

std::vector<events::Event> read_reference(const Arguments& arguments, double seconds) {
  std::vector<events::Event> list =
      events::read_events(arguments.reference, arguments.recording.filename().string());
  rename_labels(list, arguments.renames);
  for (events::Event& event : list) {
    if (event.onset >= seconds)
      throw core::BadData({.what = "an event of the reference begins after the recording",
                           .got = fmt::format("{} at {:g} s", event.event_label, event.onset),
                           .expected = fmt::format("before {:g} s", seconds),
                           .where = arguments.reference.string()});
    event.offset = std::min(event.offset, seconds);
  }
  std::ranges::stable_sort(list, {}, &events::Event::onset);
  return list;
}

std::vector<std::string> names_of_runs(const Arguments& arguments) {
  if (arguments.names.empty()) return study::view_names(arguments.runs);
  if (arguments.names.size() != arguments.runs.size())
    throw core::InvalidOptions(
        {.what = "--name",
         .got = fmt::format("{} names", arguments.names.size()),
         .expected = fmt::format("one for each of {} runs or none", arguments.runs.size())});
  return arguments.names;
}

/// Every network, checked before any is asked: that may take long.
std::vector<study::Listener> listeners_of(const Arguments& arguments) {
  const std::vector<std::string> run_names = names_of_runs(arguments);
  std::vector<study::Listener> listeners;
  for (size_t i = 0; i < arguments.runs.size(); ++i)
    for (study::Listener& listener :
         study::listeners_of(arguments.runs[i], run_names[i], arguments.taggers))
      listeners.push_back(std::move(listener));
  std::vector<std::string> names;
  std::vector<runs::NamedLabels> labels;
  for (const study::Listener& listener : listeners) {
    names.push_back(listener.name);
    labels.push_back({listener.name, listener.labels()});
  }
  runs::require_view_names(names);
  runs::require_shared_labels(labels);
  return listeners;
}

/// What happens to the sound before networks hear it.
void tell_conversion(const audio::AudioInfo& info, const std::vector<study::Listener>& listeners) {
  std::set<int64_t> rates;
  for (const study::Listener& listener : listeners) rates.insert(listener.sample_rate());
  std::vector<std::string> parts;
  if (info.num_channels > 1)
    parts.push_back(fmt::format("{} channels are mixed to one", info.num_channels));
  if (rates != std::set<int64_t>{info.sample_rate})
    parts.push_back(fmt::format("{} Hz become {} Hz", info.sample_rate, fmt::join(rates, " and ")));
  if (info.sample_rate < *rates.rbegin())
    parts.push_back(fmt::format("above {} Hz networks hear nothing", info.sample_rate / 2));
  if (!parts.empty()) spdlog::info("for the networks {}", fmt::join(parts, ", "));
}

/// All of the recording that needs no network; 0 s are refused.
runs::Inspection inspection_of(const Arguments& arguments, const audio::AudioInfo& info) {
  if (info.num_frames == 0)
    throw core::BadData({.what = "a recording without sound",
                         .got = "0 s",
                         .expected = "at least one sample",
                         .where = arguments.recording.string()});
  runs::Inspection inspection{.recording = "recording." + info.container,
                              .seconds = info.seconds(),
                              .sample_rate = info.sample_rate,
                              .num_channels = info.num_channels,
                              .attribution = arguments.attribution};
  if (inspection.attribution.title.empty())
    inspection.attribution.title = arguments.recording.stem().string();
  if (inspection.attribution.licence.empty())
    spdlog::warn("no --licence: the page says that it is not stated");
  if (!arguments.reference.empty())
    inspection.reference = read_reference(arguments, inspection.seconds);
  return inspection;
}

/// The whole, and page by page what is too long for one picture; each figure in every format.
void write_figures(const runs::InspectionFolder& folder, const runs::Inspection& inspection,
                   const report::FeaturePanel& spectrogram, const fs::path& recording,
                   Console& console) {
  core::make_folder(folder.figures_path());
  const auto whole = report::inspection_figures(spectrogram, inspection);
  const auto pages = report::inspection_pages(inspection.seconds);
  const int64_t figures_of_page = std::ssize(whole) - std::ssize(inspection.views);
  core::Progress progress =
      console.progress("figures", std::ssize(whole) + std::ssize(pages) * figures_of_page);
  int64_t written = 0;
  const auto write = [&](const std::vector<report::NamedFigure>& figures) {
    for (const report::NamedFigure& figure : figures) {
      for (const char* extension : {".png", ".svg", ".pdf"})
        report::write_figure(figure.figure, folder.figures_path() / (figure.name + extension));
      progress.step(++written);
    }
  };
  write(whole);
  for (size_t i = 0; i < pages.size(); ++i)
    write(report::inspection_page_figures(report::inspection_spectrogram(recording, pages[i]),
                                          inspection, pages[i], i + 1));
}

std::vector<report::CaptionedPicture> evidence_of(const std::vector<study::Listener>& listeners,
                                                  const runs::InspectionFolder& folder,
                                                  const runs::Inspection& inspection,
                                                  const fs::path& recording) {
  std::vector<report::CaptionedPicture> pictures;
  for (size_t i = 0; i < listeners.size(); ++i)
    if (const evaluation::WindowDetector* tagger = listeners[i].tagger())
      for (report::CaptionedPicture& picture :
           draw_peak_evidence(*tagger, inspection.views[i], folder, recording))
        pictures.push_back(std::move(picture));
  return pictures;
}

void inspect(const Arguments& arguments, Console& console) {
  models::use_threads(core::num_processors());
  const audio::AudioInfo info = audio::read_audio_info(arguments.recording);
  runs::Inspection inspection = inspection_of(arguments, info);
  const std::vector<study::Listener> listeners = listeners_of(arguments);
  const runs::InspectionFolder folder(arguments.output);
  folder.require_room();
  tell_conversion(info, listeners);

  core::Progress progress = console.progress("networks", std::ssize(listeners));
  for (const study::Listener& listener : listeners) {
    inspection.views.push_back(study::view_of(listener, arguments.recording));
    progress.step(std::ssize(inspection.views));
  }
  const std::string warning = label_warning(inspection);
  if (!warning.empty()) spdlog::warn("{}", warning);

  const report::FeaturePanel spectrogram = report::inspection_spectrogram(arguments.recording);
  folder.begin();
  write_figures(folder, inspection, spectrogram, arguments.recording, console);
  const auto evidence = evidence_of(listeners, folder, inspection, arguments.recording);
  core::write_file_atomically(
      folder.page_path(),
      report::inspection_page(
          inspection, runs::disagreements(inspection), runs::view_scores(inspection),
          {.spectrogram = spectrogram, .recording = arguments.recording, .pictures = evidence}));
  folder.write(inspection, arguments.recording);

  nlohmann::ordered_json body = runs::to_json(inspection);
  body.erase("schema");
  body["page"] = folder.page_path().string();
  console.report("inspect", body,
                 fmt::format("{}\n\n{}", folder.page_path().string(), text_of(inspection)));
}

Action configure(CLI::App& app) {
  const auto arguments = std::make_shared<Arguments>();
  app.add_option("FILE", arguments->recording, "a recording of any length")->required();
  app.add_option("--run", arguments->runs, "folder of a trained run; may be repeated")
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
  app.add_option("--window-seconds", arguments->taggers.window_seconds,
                 "what a classifier hears at a time (default: its clip length, 2 s at most)");
  app.add_option("--hop-seconds", arguments->taggers.hop_seconds, "from one window to the next")
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
