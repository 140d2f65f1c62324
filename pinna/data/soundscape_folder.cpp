#include "pinna/data/soundscape_folder.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/csv.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/relative_path.h"
#include "pinna/data/event_sources.h"
#include "pinna/data/read_dataset.h"
#include "pinna/data/synthesize_soundscapes.h"
#include "pinna/events/event_table.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

/// Which scenes of a fold share sources.
std::string group_of(int64_t fold, std::string_view part) {
  return fmt::format("fold{}-{}", fold, part);
}

void require_part(const core::CsvTable& csv, const core::CsvRow& row, const std::string& part) {
  for (const ScenePart known : all_scene_parts)
    if (part == core::enum_name(known)) return;
  throw core::BadData({.what = "part of a scene",
                       .got = part,
                       .expected = "train, validation or test",
                       .where = csv.where(row)});
}

Clip parse_row(const core::CsvTable& csv, const core::CsvRow& row, const fs::path& root) {
  const std::string& filename = row.fields[csv.column("filename")];
  if (const std::string problem = core::relative_path_problem(filename); !problem.empty())
    throw core::BadData(
        {.what = "file name of a scene: " + problem, .got = filename, .where = csv.where(row)});
  const std::string& part = row.fields[csv.column("part")];
  require_part(csv, row, part);
  const int64_t fold = csv.integer(row, csv.column("fold"));
  Clip clip{.id = filename,
            .path = root / "audio" / filename,
            .fold = fold,
            .group = group_of(fold, part)};
  core::require_file(clip.path, "scene", "make the soundscapes again");
  return clip;
}

}  // namespace

SoundscapeFolder read_soundscape_folder(const SoundscapeFolderOptions& options) {
  const fs::path root = options.root;
  core::require_folder(root, "folder of soundscapes",
                       "make one with pinna data synthesize soundscapes");
  const core::CsvTable csv = core::read_csv(root / "meta" / "soundscapes.csv");
  SoundscapeFolder folder{.events = events::read_event_table(root / "meta" / "events.tsv")};
  ClipTable& table = folder.table;
  table.name = "soundscapes";
  table.root = root;
  table.labels = events::event_labels({&folder.events});
  table.fold_origin = FoldOrigin::given;
  if (table.labels.size() < 2)
    throw core::BadData({.what = "soundscapes",
                         .got = fmt::format("{} classes", table.labels.size()),
                         .expected = "at least two",
                         .where = (root / "meta" / "events.tsv").string()});
  for (const core::CsvRow& row : csv.rows) {
    Clip clip = parse_row(csv, row, root);
    const double seconds = csv.number(row, csv.column("duration"));
    if (seconds <= 0 || (!table.clips.empty() && seconds != folder.scene_seconds))
      throw core::BadData({.what = "duration of a scene [s]",
                           .got = fmt::format("{}", seconds),
                           .expected = "the same positive number for all",
                           .where = csv.where(row)});
    folder.scene_seconds = seconds;
    clip.label = table.labels.front();
    if (!folder.events.contains(clip.id))
      throw core::BadData(
          {.what = "a scene without a row in events.tsv", .got = clip.id, .where = csv.where(row)});
    table.clips.push_back(std::move(clip));
  }
  check_clips(table);
  check_soundscape_sources(root);
  return folder;
}

std::set<std::string> source_clips(const ClipTable& table, const std::vector<int64_t>& indices) {
  std::set<std::string> scenes;
  for (const int64_t index : indices) scenes.insert(table.clip(index).id);
  const core::CsvTable sounds = core::read_csv(table.root / "meta" / "sources.csv");
  const size_t filename = sounds.column("filename");
  const size_t clip = sounds.column("clip");
  std::set<std::string> clips;
  for (const core::CsvRow& row : sounds.rows)
    if (scenes.contains(row.fields[filename]) && !row.fields[clip].empty())  // noise has no clip
      clips.insert(row.fields[clip]);
  return clips;
}

ClipTable read_clips_of_scenes(const SoundscapeFolderOptions& options,
                               const SoundscapeFolder& scenes) {
  if (options.sources.empty())
    throw core::InvalidOptions({.what = "data.sources",
                                .got = "nothing",
                                .expected = "the folder of the clips that the scenes were made of",
                                .where = options.root,
                                .fix = "give --sources DIR"});
  ClipTable clips = read_dataset(guess_dataset(options.sources));
  const std::vector<std::string>& labels = scenes.table.labels;
  std::erase_if(clips.clips, [&](const Clip& clip) {
    return !std::binary_search(labels.begin(), labels.end(), clip.label);
  });
  if (clips.clips.empty())
    throw core::BadData({.what = "clips that the scenes were made of",
                         .got = "none of the scenes' classes",
                         .expected = fmt::format("{}", fmt::join(labels, ", ")),
                         .where = options.sources});
  assign_targets(clips);
  if (clips.labels != labels)
    throw core::BadData({.what = "clips that the scenes were made of",
                         .got = fmt::format("{}", fmt::join(clips.labels, ", ")),
                         .expected = fmt::format("{}", fmt::join(labels, ", ")),
                         .where = options.sources});
  return clips;
}

Split split_clips_of_scenes(const ClipTable& clips, const SoundscapeFolder& scenes, int64_t fold) {
  const Split of_scenes = split_scenes(scenes.table, fold);
  const auto heard_in = [&](const std::vector<int64_t>& indices) {
    std::set<std::string> names;
    for (const std::string& clip : source_clips(scenes.table, indices))
      names.insert(bare_name(clip));
    return names;
  };
  const std::set<std::string> train = heard_in(of_scenes.train);
  const std::set<std::string> validation = heard_in(of_scenes.validation);
  Split split{.fold = fold, .num_splits = of_scenes.num_splits};
  std::set<std::string> names;
  for (int64_t index = 0; index < clips.num_clips(); ++index) {
    const std::string name = bare_name(clips.clip(index).id);
    const bool is_tested = clips.clip(index).fold == fold;
    if (!names.insert(name).second ||
        (is_tested && (train.contains(name) || validation.contains(name))))
      throw core::BadData({.what = "clip of soundscapes",
                           .got = clips.clip(index).id,
                           .expected = "names that differ, and folds as in the scenes' sources.csv",
                           .where = clips.root.string(),
                           .fix = "give the clips that these scenes were made of"});
    if (is_tested)
      split.test.push_back(index);
    else if (train.contains(name))
      split.train.push_back(index);
    else if (validation.contains(name))
      split.validation.push_back(index);
  }
  for (const auto* part : {&split.train, &split.validation, &split.test})
    if (part->empty())
      throw core::BadData(
          {.what = fmt::format("clips of soundscapes for fold {}", fold),
           .got = fmt::format("{} to train, {} to validate, {} to test on", split.train.size(),
                              split.validation.size(), split.test.size()),
           .expected = "some of each",
           .where = clips.root.string(),
           .fix = "give the clips that these scenes were made of"});
  return split;
}

std::string bare_name(const std::string& clip) {
  const fs::path file(clip);
  for (const char* extension : {".wav", ".flac", ".ogg", ".mp3"})
    if (file.extension() == extension) return file.stem().string();
  return file.filename().string();
}

Split split_scenes(const ClipTable& table, int64_t fold) {
  const std::vector<int64_t> folds = table.folds();
  if (std::find(folds.begin(), folds.end(), fold) == folds.end())
    throw core::InvalidOptions({.what = "fold",
                                .got = fmt::to_string(fold),
                                .expected = fmt::format("one of {}", fmt::join(folds, ", ")),
                                .where = table.root.string()});
  Split split{.fold = fold, .num_splits = std::ssize(folds)};
  for (int64_t index = 0; index < table.num_clips(); ++index) {
    const Clip& scene = table.clip(index);
    const auto is_of = [&](ScenePart part) {
      return scene.group == group_of(scene.fold, core::enum_name(part));
    };
    if (scene.fold == fold && is_of(ScenePart::test)) split.test.push_back(index);
    if (scene.fold != fold && is_of(ScenePart::train)) split.train.push_back(index);
    if (scene.fold != fold && is_of(ScenePart::validation)) split.validation.push_back(index);
  }
  for (const auto* part : {&split.train, &split.validation, &split.test})
    if (part->empty())
      throw core::BadData(
          {.what = fmt::format("soundscapes for fold {}", fold),
           .got = fmt::format("{} scenes to train, {} to validate, {} to test on",
                              split.train.size(), split.validation.size(), split.test.size()),
           .expected = "some of each",
           .where = table.root.string()});
  return split;
}

}  // namespace pinna::data
