#include "pinna/data/synthesize_soundscapes.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/audio/encode.h"
#include "pinna/core/csv.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/hash.h"
#include "pinna/core/parallel.h"
#include "pinna/data/event_sources.h"
#include "pinna/data/soundscape.h"
#include "pinna/data/soundscape_jams.h"
#include "pinna/data/work_folder.h"
#include "pinna/events/event_table.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view scenes_header = "filename,fold,part,duration,events,polyphony\n";
constexpr std::string_view sources_header =
    "filename,role,label,clip,fold,group,source_time,event_time,event_duration,snr,pitch_shift,"
    "time_stretch\n";

constexpr std::string_view readme = R"(# Soundscapes with strong labels

{} scenes of {} s at {} Hz, made by Pinna from {} clips of {}. Classes: {}.

- `audio/fold1-train-00001.flac`: one channel, 16 bit. Every scene uses clips of one fold only; training and validation
  scenes of a fold share no source recording, test scenes draw on all clips of their fold. To test on a fold, train and
  validate on the scenes of the others.
- `meta/soundscapes.csv`, `meta/events.tsv` (what sounds when), `meta/durations.tsv`.
- `meta/sources.csv`: every sound of every scene, its clip and what was done to it; `jams/`: the same in Scaper's form.
- `soundscapes.toml`: the settings. The same settings give the same bytes.
- `SHA256SUMS`: check with `sha256sum -c SHA256SUMS`.

Licence of the clips: {}
{})";

std::vector<SceneName> scene_names(const SoundscapeOptions& options,
                                   const std::vector<int64_t>& folds) {
  std::vector<SceneName> names;
  for (const int64_t fold : folds)
    for (const auto& [part, count] : {std::pair{ScenePart::train, options.train_scenes},
                                      std::pair{ScenePart::validation, options.validation_scenes},
                                      std::pair{ScenePart::test, options.test_scenes}})
      for (int64_t index = 0; index < count; ++index) names.push_back({fold, part, index});
  if (names.empty())
    throw core::InvalidOptions({.what = "soundscapes", .got = "no scene of any part"});
  return names;
}

/// The lines that one scene adds to the tables.
struct SceneRows {
  std::string scene = "";
  std::string sources = "";
  std::string checksums = "";
  std::vector<events::Event> events = {};
};

std::string source_row(const std::string& filename, const ScenePlanEvent& event,
                       const EventSources& sources) {
  const Clip* clip = event.clip ? &sources.table().clip(*event.clip) : nullptr;
  const std::vector<std::string> fields{filename,
                                        core::enum_name(event.role),
                                        event.label,
                                        clip ? clip->id : "",
                                        clip ? fmt::to_string(clip->fold) : "",
                                        clip ? clip->group : "",
                                        fmt::format("{:.6f}", event.source_time),
                                        fmt::format("{:.6f}", event.event_time),
                                        fmt::format("{:.6f}", event.event_duration),
                                        fmt::format("{:.3f}", event.snr),
                                        fmt::format("{:.4f}", event.pitch_shift),
                                        fmt::format("{:.6f}", event.time_stretch)};
  return core::csv_line(fields);
}

SceneRows write_scene(const SoundscapeOptions& options, const EventSources& sources,
                      const SceneName& name, const fs::path& folder) {
  const ScenePlan plan = plan_scene(options, sources, name);
  const std::string filename = name.filename();
  const std::string audio =
      audio::encode_audio(render_scene(options, sources, plan), audio::AudioFormat::flac);
  const std::string jams = to_jams(plan, options, sources);
  const std::string jams_name = fs::path(filename).replace_extension(".jams").string();
  core::write_file_atomically(folder / "audio" / filename, audio);
  core::write_file_atomically(folder / "jams" / jams_name, jams);

  SceneRows rows{.events = plan.reference()};
  rows.scene = fmt::format("{},{},{},{},{},{}\n", filename, name.fold, core::enum_name(name.part),
                           options.scene_seconds, rows.events.size(), max_polyphony(rows.events));
  rows.sources = source_row(filename, plan.background, sources);
  for (const ScenePlanEvent& event : plan.events)
    rows.sources += source_row(filename, event, sources);
  rows.checksums = fmt::format("{}  audio/{}\n{}  jams/{}\n", core::sha256_hex(audio), filename,
                               core::sha256_hex(jams), jams_name);
  return rows;
}

/// Without the place of the clips, which is no property of the scenes.
std::string toml_text(SoundscapeOptions options) {
  std::visit([](auto& dataset) { dataset.root.clear(); }, options.data);
  return core::to_toml(core::to_config(options));
}

SoundscapeReport write_tables(const SoundscapeOptions& options, const EventSources& sources,
                              const std::vector<SceneName>& names,
                              const std::vector<SceneRows>& rows, const fs::path& folder) {
  SoundscapeReport report{.num_scenes = std::ssize(names)};
  std::string scenes(scenes_header);
  std::string sounds(sources_header);
  std::string durations = "filename\tduration\n";
  std::string checksums;
  events::EventTable reference;
  for (size_t i = 0; i < rows.size(); ++i) {
    const std::string filename = names[i].filename();
    scenes += rows[i].scene;
    sounds += rows[i].sources;
    durations += fmt::format("{}\t{}\n", filename, options.scene_seconds);
    checksums += rows[i].checksums;
    reference[filename] = rows[i].events;
    report.num_events += std::ssize(rows[i].events);
    report.seconds += options.scene_seconds;
  }
  const auto write = [&](const fs::path& path, const std::string& content) {
    core::write_file_atomically(folder / path, content);
    checksums += fmt::format("{}  {}\n", core::sha256_hex(content), path.string());
  };
  write("meta/soundscapes.csv", scenes);
  write("meta/sources.csv", sounds);
  write("meta/events.tsv", events::to_tsv(reference));
  write("meta/durations.tsv", durations);
  write("soundscapes.toml", toml_text(options));
  const ClipTable& table = sources.table();
  std::string warnings;
  for (const std::string& warning : table.warnings) warnings += "\n" + warning + "\n";
  write("README.md", fmt::format(readme, names.size(), options.scene_seconds, options.sample_rate,
                                 table.num_clips(), table.name, fmt::join(sources.labels(), ", "),
                                 table.licence.empty() ? "not stated" : table.licence, warnings));
  core::write_file_atomically(folder / "SHA256SUMS", checksums);
  return report;
}

[[noreturn]] void throw_leak(const core::CsvTable& table, const core::CsvRow& row, std::string what,
                             std::string got, std::string expected) {
  throw core::CheckFailed({.what = std::move(what),
                           .got = std::move(got),
                           .expected = std::move(expected),
                           .where = table.where(row)});
}

}  // namespace

void check_soundscape_sources(const fs::path& folder) {
  const core::CsvTable scenes = core::read_csv(folder / "meta" / "soundscapes.csv");
  std::map<std::string, std::pair<int64_t, std::string>> known;  // fold and part of each scene
  for (const core::CsvRow& row : scenes.rows)
    known[row.fields[scenes.column("filename")]] = {scenes.integer(row, scenes.column("fold")),
                                                    row.fields[scenes.column("part")]};

  const core::CsvTable sounds = core::read_csv(folder / "meta" / "sources.csv");
  const size_t filename = sounds.column("filename");
  const size_t clip = sounds.column("clip");
  const size_t fold = sounds.column("fold");
  const size_t group = sounds.column("group");
  std::map<std::pair<int64_t, std::string>, std::string> owners;  // part that uses a recording
  for (const core::CsvRow& row : sounds.rows) {
    const auto scene = known.find(row.fields[filename]);
    if (scene == known.end())
      throw_leak(sounds, row, "a scene that is not in soundscapes.csv", row.fields[filename],
                 "one that is");
    if (row.fields[clip].empty()) continue;  // noise and computed sounds
    const auto& [scene_fold, part] = scene->second;
    if (sounds.integer(row, fold) != scene_fold)
      throw_leak(sounds, row, "a source from another fold",
                 fmt::format("{} of fold {}", row.fields[clip], row.fields[fold]),
                 fmt::format("fold {}", scene_fold));
    if (part == core::enum_name(ScenePart::test)) continue;
    const auto [owner, is_new] = owners.emplace(std::pair{scene_fold, row.fields[group]}, part);
    if (!is_new && owner->second != part)
      throw_leak(sounds, row, "a recording in training and validation scenes", row.fields[group],
                 "one of the two");
  }
}

SoundscapeReport synthesize_soundscapes(const SoundscapeOptions& options, const fs::path& folder,
                                        int threads, const ProgressCallback& progress) {
  WorkFolder work(folder, Leftovers::remove);
  const EventSources sources(options, threads);
  const std::vector<SceneName> names = scene_names(options, sources.folds());
  const fs::path content = work / "content";
  fs::remove_all(content);
  for (const char* part : {"audio", "jams", "meta"}) core::make_folder(content / part);

  std::vector<SceneRows> rows(names.size());
  std::mutex mutex;
  int64_t done = 0;
  core::parallel_for(std::ssize(names), threads, [&](int64_t index, int) {
    const auto i = static_cast<size_t>(index);
    rows[i] = write_scene(options, sources, names[i], content);
    const std::lock_guard lock(mutex);
    if (progress) progress(++done, std::ssize(names));
  });
  const SoundscapeReport report = write_tables(options, sources, names, rows, content);
  check_soundscape_sources(content);
  work.commit(content);
  return report;
}

}  // namespace pinna::data
