// pinna data activity ROOT -o events.tsv
#include "pinna/data/activity.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>

#include "apps/cli/commands.h"
#include "apps/cli/data/dataset_arguments.h"
#include "apps/cli/transfer_progress.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/audio/level.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/random.h"
#include "pinna/data/read_clip.h"
#include "pinna/events/audacity_labels.h"
#include "pinna/events/event_file.h"
#include "pinna/events/event_table.h"
#include "pinna/report/activity_figure.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  DatasetArguments dataset;
  fs::path output;
  fs::path figures;
  fs::path tracks;
  fs::path corrections;
  std::vector<std::string> settings;
  int64_t num_drawn = 100;
  uint64_t seed = 1;
};

constexpr int64_t clips_per_page = 20;

/// Clips drawn at random, in the table's order.
std::vector<int64_t> drawn_clips(const data::ClipTable& table, int64_t count, uint64_t seed) {
  std::vector<int64_t> clips(static_cast<size_t>(table.num_clips()));
  for (size_t i = 0; i < clips.size(); ++i) clips[i] = static_cast<int64_t>(i);
  core::Random random(seed, "drawn clips");
  random.shuffle(std::span(clips));
  clips.resize(static_cast<size_t>(std::min(count, table.num_clips())));
  std::sort(clips.begin(), clips.end());
  return clips;
}

void draw(const Arguments& arguments, const data::ClipTable& table,
          const events::EventTable& labels) {
  const std::vector<int64_t> clips = drawn_clips(table, arguments.num_drawn, arguments.seed);
  core::make_folder(arguments.figures);
  for (int64_t first = 0; first < std::ssize(clips); first += clips_per_page) {
    std::vector<report::LabelledClip> page;
    double seconds = 0;
    const int64_t end = std::min(first + clips_per_page, std::ssize(clips));
    for (int64_t i = first; i < end; ++i) {
      const data::Clip& clip = table.clip(clips[static_cast<size_t>(i)]);
      page.push_back({.id = fmt::format("{}, {}", clip.id, clip.label),
                      .waveform = audio::to_mono(data::read_clip(clip)),
                      .events = labels.at(clip.id)});
      seconds = std::max(seconds, page.back().waveform.seconds());
    }
    report::write_figure(
        report::activity_figure(page, seconds),
        arguments.figures / fmt::format("activity-{:02}.png", first / clips_per_page + 1));
  }
}

/// A slash in an id would be a folder.
std::string file_name(const std::string& clip, std::string_view extension) {
  std::string name = clip;
  std::replace(name.begin(), name.end(), '/', '_');
  return name + std::string(extension);
}

void write_tracks(const fs::path& folder, const events::EventTable& labels) {
  core::make_folder(folder);
  for (const auto& [clip, list] : labels)
    core::write_file_atomically(folder / file_name(clip, ".txt"), events::to_audacity(list));
}

/// Replaces the events of clips that have a file in the folder; returns how many have.
int64_t apply_corrections(const fs::path& folder, events::EventTable& labels) {
  core::require_folder(folder, "corrections");
  int64_t corrected = 0;
  for (auto& [clip, list] : labels)
    for (const auto& [format, name] : core::EnumNames<events::EventFormat>::names) {
      const fs::path path = folder / file_name(clip, events::extension_of(format));
      if (!fs::exists(path)) continue;
      list = events::read_events(path);
      ++corrected;
      break;
    }
  if (corrected == 0)
    throw core::BadData({.what = "no corrections",
                         .got = "a folder without a file that is named as a clip",
                         .expected = "files such as those that --tracks writes",
                         .where = folder.string()});
  return corrected;
}

void label(const Arguments& arguments, Console& console) {
  const data::ClipTable table = read_dataset(arguments.dataset);
  core::ConfigTable settings;
  for (const std::string& assignment : arguments.settings)
    core::apply_override(settings, assignment);
  const auto options = core::parse_options<data::ActivityOptions>(settings);
  events::EventTable labels =
      data::label_activity(table, options, 0, transfer_progress(console, "clips"));
  const int64_t corrected =
      arguments.corrections.empty() ? 0 : apply_corrections(arguments.corrections, labels);
  core::write_file_atomically(arguments.output, events::to_tsv(labels));
  if (!arguments.tracks.empty()) write_tracks(arguments.tracks, labels);
  if (!arguments.figures.empty()) draw(arguments, table, labels);

  int64_t num_events = 0;
  double seconds = 0;
  for (const auto& [clip, list] : labels)
    for (const events::Event& event : list) {
      ++num_events;
      seconds += event.duration();
    }
  console.report("data.activity",
                 {{"file", arguments.output.string()},
                  {"clips", labels.size()},
                  {"corrected", corrected},
                  {"events", num_events},
                  {"active_seconds", seconds},
                  {"options", core::to_json(core::to_config(options))}},
                 fmt::format("{}: {} events in {} clips, active for {:.0f} s\n",
                             arguments.output.string(), num_events, labels.size(), seconds));
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  add_dataset_arguments(app, arguments->dataset);
  app.add_option("-o,--output", arguments->output, "table of clip, onset, offset and label")
      ->required()
      ->type_name("TSV");
  app.add_option("--figures", arguments->figures,
                 "a folder for pictures of waveforms with their events")
      ->type_name("DIR");
  app.add_option("--drawn", arguments->num_drawn, "how many clips are drawn, at random")
      ->check(CLI::Range(int64_t{1}, int64_t{100000}))
      ->capture_default_str();
  app.add_option("--seed", arguments->seed, "of the choice of clips")->capture_default_str();
  app.add_option("--tracks", arguments->tracks,
                 "a folder for Audacity label tracks, one a clip, to be corrected by hand")
      ->type_name("DIR");
  app.add_option("--corrections", arguments->corrections,
                 "a folder of corrected files, named as the clips: Audacity, Raven, JAMS, TextGrid")
      ->type_name("DIR");
  app.add_option("--activity", arguments->settings,
                 "one setting, such as min_seconds=0.1; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  return [arguments](Console& console) { label(*arguments, console); };
}

}  // namespace

Command data_activity_command() {
  return {{"data activity", "Labels when each clip sounds, from the envelope of its energy",
           "pinna data activity ESC-50-master -o activity.tsv --figures activity"},
          configure};
}

}  // namespace pinna::cli
