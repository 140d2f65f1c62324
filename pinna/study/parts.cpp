#include "pinna/study/parts.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/data/soundscape_folder.h"
#include "pinna/data/table_hash.h"

namespace pinna::study {
namespace {

namespace fs = std::filesystem;

std::string replaced(std::string text, const std::string& word, const std::string& by) {
  for (size_t place = text.find(word); place != std::string::npos;
       place = text.find(word, place + by.size()))
    text.replace(place, word.size(), by);
  return text;
}

/// Runs of a study lie in runs/ARM/foldK-seedS.
fs::path folder_of(const Part& part, const Recipe& recipe, const fs::path& run) {
  if (const std::string arm = arm_of(part); !arm.empty()) {
    const fs::path folder = fs::absolute(run).lexically_normal();
    return folder.parent_path().parent_path() / arm / folder.filename();
  }
  return replaced(replaced(part.run, "{fold}", fmt::to_string(recipe.fold)), "{seed}",
                  fmt::to_string(recipe.seed));
}

[[noreturn]] void throw_unfit(const Part& part, std::string got, std::string expected,
                              std::string where, std::string fix = "") {
  throw core::InvalidOptions({.what = fmt::format("{}, a run to build on", part.key),
                              .got = std::move(got),
                              .expected = std::move(expected),
                              .where = std::move(where),
                              .fix = std::move(fix)});
}

/// Clips that a run may have learnt from itself.
std::set<std::string> heard_by_itself(const Recipe& recipe) {
  const RunData data = read_run_data(recipe);
  std::set<std::string> in_scenes;
  if (detects_events(recipe))
    for (const auto* part : {&data.split.train, &data.split.validation})
      for (const std::string& clip : data::source_clips(data.table, *part))
        in_scenes.insert(data::bare_name(clip));
  if (!classifies_clips(recipe)) return in_scenes;
  const data::ClipTable& table = is_joint(recipe) ? data.clips : data.table;
  const data::Split& split = is_joint(recipe) ? data.clip_split : data.split;
  std::set<std::string> names = std::move(in_scenes);
  for (const auto* part : {&split.train, &split.validation})
    for (const int64_t clip : *part) names.insert(data::bare_name(table.clip(clip).id));
  return names;
}

/// The same with the runs that it builds on, and theirs.
std::set<std::string> heard_clips(const runs::RunFolder& folder) {
  const Recipe recipe = parse_recipe(folder.recipe());
  std::set<std::string> names =
      combines(recipe) ? std::set<std::string>() : heard_by_itself(recipe);
  for (const Part& part : parts_of(recipe))
    names.merge(heard_clips(open_part(part, recipe, folder.path())));
  return names;
}

/// Clips that sound in what a run is tested on.
std::set<std::string> tested_clips(const RunData& data, const Recipe& recipe) {
  std::set<std::string> names;
  if (detects_events(recipe))
    for (const std::string& clip : data::source_clips(data.table, data.split.test))
      names.insert(data::bare_name(clip));
  else
    for (const int64_t clip : data.split.test)
      names.insert(data::bare_name(data.table.clip(clip).id));
  return names;
}

/// Follows arms that wait for arms.
void require_no_circle(const std::string& arm, const StudyRecipe& study,
                       std::vector<std::string> path) {
  if (std::find(path.begin(), path.end(), arm) != path.end())
    throw core::InvalidOptions({.what = "arms of a study",
                                .got = fmt::format("{}, which waits for itself", arm),
                                .expected = "arms that can be trained one after the other",
                                .where = study.recipe.name});
  path.push_back(arm);
  for (const std::string& before : arms_before(study.arm(arm)))
    require_no_circle(before, study, path);
}

}  // namespace

std::vector<Part> parts_of(const Recipe& recipe) {
  std::vector<Part> parts;
  visit_parts(recipe, [&](const char* key, const std::string& run, PartKind kind) {
    if (!run.empty()) parts.push_back({key, run, kind});
  });
  return parts;
}

Part part_of(const Recipe& recipe, std::string_view key) {
  for (Part& part : parts_of(recipe))
    if (part.key == key) return std::move(part);
  throw core::InvalidOptions({.what = std::string(key), .got = "no run", .expected = "a run"});
}

std::string arm_of(const Part& part) {
  return part.run.starts_with('@') ? part.run.substr(1) : "";
}

std::vector<std::string> arms_before(const Recipe& recipe) {
  std::vector<std::string> arms;
  for (const Part& part : parts_of(recipe))
    if (std::string arm = arm_of(part); !arm.empty()) arms.push_back(std::move(arm));
  return arms;
}

runs::RunFolder open_part(const Part& part, const Recipe& recipe, const fs::path& run) {
  auto folder = runs::RunFolder::open(folder_of(part, recipe, run));
  if (folder.status() != runs::RunStatus::done)
    throw core::MissingInput({.what = fmt::format("{}, a run to build on", part.key),
                              .got = "one that is not trained to its end",
                              .where = folder.path().string(),
                              .fix = "continue it with pinna train --resume"});
  return folder;
}

fs::path network_of(const Part& part, const runs::RunFolder& folder) {
  const Recipe of_part = parse_recipe(folder.recipe());
  return part.kind == PartKind::tagger && is_joint(of_part) ? folder.tagger_path()
                                                            : folder.model_path();
}

void require_fitting_part(const Part& part, const Recipe& of_part, const Recipe& recipe,
                          const std::string& where) {
  if (part.kind == PartKind::detector && !detects_events(of_part))
    throw_unfit(part, "a classifier of clips", "a detector of events", where);
  if (part.kind == PartKind::tagger && !classifies_clips(of_part))
    throw_unfit(part, "a detector of events", "a classifier of clips", where);
  if (asks_windows(of_part))
    throw_unfit(part, "a classifier that is asked about windows", "a network of its own", where);
  if (of_part.fold != recipe.fold)
    throw_unfit(part, fmt::format("one that holds out fold {}", of_part.fold),
                fmt::format("one that holds out fold {}", recipe.fold), where,
                "write {fold} in its path");
}

void check_parts(const Recipe& recipe, const StudyRecipe& study) {
  for (const Part& part : parts_of(recipe)) {
    if (const std::string arm = arm_of(part); !arm.empty()) {
      Recipe of_part = study.arm(arm);
      of_part.fold = recipe.fold;
      require_fitting_part(part, of_part, recipe, "arm " + arm);
      require_no_circle(arm, study, {});
    } else {
      const runs::RunFolder folder = open_part(part, recipe, "");
      require_fitting_part(part, parse_recipe(folder.recipe()), recipe, folder.path().string());
    }
  }
}

void require_unheard_parts(const runs::RunFolder& run, const Recipe& recipe, const RunData& data) {
  const std::vector<Part> parts = parts_of(recipe);
  if (parts.empty()) return;
  // The hash covers every scene and its sound.
  const std::string scenes_hash = detects_events(recipe) ? run.environment().data_hash
                                  : data.scenes          ? data::table_hash(data.scenes->table)
                                                         : "";
  const std::set<std::string> tested = tested_clips(data, recipe);
  for (const Part& part : parts) {
    const runs::RunFolder folder = open_part(part, recipe, run.path());
    const Recipe of_part = parse_recipe(folder.recipe());
    const std::string where = folder.path().string();
    require_fitting_part(part, of_part, recipe, where);
    if (detects_events(of_part) && data.scenes && folder.environment().data_hash != scenes_hash)
      throw_unfit(part, "one that was trained on other scenes", "one that was trained on these",
                  where, "or its training may have used what is tested on here");
    for (const std::string& clip : heard_clips(folder))
      if (tested.contains(clip))
        throw_unfit(part, fmt::format("one that was trained on {}, which is tested on here", clip),
                    "one that knows nothing of the test", where);
  }
}

}  // namespace pinna::study
