#include "pinna/study/recipe.h"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/extended_config.h"
#include "pinna/data/augment_waveform.h"
#include "pinna/features/feature.h"
#include "pinna/study/arm_changes.h"
#include "pinna/study/parts.h"

namespace pinna::study {
namespace {

/// Paths as they are from any folder.
struct MakeAbsolute {
  static void apply(std::string& path) {
    if (!path.empty()) path = std::filesystem::absolute(path).lexically_normal().string();
  }
  void operator()(data::Esc50Options& data) const { apply(data.root); }
  void operator()(data::CsvTableOptions& data) const {
    apply(data.table);
    apply(data.root);
  }
  void operator()(data::AudioFolderOptions& data) const { apply(data.root); }
  void operator()(data::SoundscapeFolderOptions& data) const {
    apply(data.root);
    apply(data.sources);
  }
};

template <class T>
void require_distinct(std::vector<T> values, const std::string& key, const core::Origin& origin) {
  std::sort(values.begin(), values.end());
  if (!values.empty() && std::adjacent_find(values.begin(), values.end()) == values.end()) return;
  throw core::InvalidOptions({.what = key,
                              .got = values.empty() ? "no value" : "a value twice",
                              .expected = "one or more different values",
                              .where = origin.to_string()});
}

/// The keys of [study], arms and factors among them.
StudyOptions parse_study_options(core::ConfigTable table) {
  for (const auto& [key, value] : table.items()) {
    std::vector<std::string> known{std::string(arms_key), std::string(factors_key)};
    for (const core::FieldDescription& field : core::describe_fields<StudyOptions>())
      known.push_back(field.name);
    if (std::find(known.begin(), known.end(), key) == known.end())
      core::throw_unknown_key("study", value.origin, key, known);
  }
  table.erase(arms_key);
  table.erase(factors_key);
  const auto study = core::parse_options<StudyOptions>(table, {}, "study");
  require_distinct(study.folds, "study.folds", table.origin);
  require_distinct(study.seeds, "study.seeds", table.origin);
  return study;
}

std::vector<std::string> names_of(const std::vector<Arm>& arms) {
  std::vector<std::string> names;
  for (const Arm& arm : arms) names.push_back(arm.name);
  return names;
}

[[noreturn]] void throw_unfitting_data() {
  throw core::InvalidOptions({.what = "data.type and model.type",
                              .got = "clips for a network that detects events",
                              .expected = "data.type = \"soundscapes\""});
}

/// Detectors of events need scenes with strong labels.
void require_fitting_data(const Recipe& recipe) {
  if (!detects_events(recipe)) return;
  if (!uses_scenes(recipe)) throw_unfitting_data();
  if (combines(recipe)) return;
  const std::string whole_clip = features::make_feature(recipe.feature)->locality().whole_clip;
  if (!whole_clip.empty())
    throw core::InvalidOptions(
        {.what = "feature of a network that detects events",
         .got = "frames that depend on the whole clip",
         .expected = "frames that depend on near samples, as recordings have any length",
         .fix = whole_clip});
}

/// What a recipe must not say, and what to say instead.
struct Misfit {
  bool applies = false;
  std::string key = "";
  std::string got = "";
  std::string expected = "";
};

/// Keys that would have no effect, or none that is meant, and runs that are not named.
std::vector<Misfit> misfits_of(const Recipe& recipe) {
  using evaluation::TagSource;
  const bool trains_event_resnet =
      !combines(recipe) && std::holds_alternative<models::EventResNetOptions>(recipe.model);
  const bool is_told = is_told_tags(recipe);
  const bool is_transferred = !recipe.transfer.from.empty();
  const auto* gate = std::get_if<GateCombination>(&recipe.combine);
  const auto* windows = std::get_if<WindowCombination>(&recipe.combine);
  std::vector<Misfit> misfits{
      {is_transferred && combines(recipe), "transfer.from",
       "a recipe that combines trained networks", "one that trains its own"},
      {is_told && !trains_event_resnet, "condition.tagger", "a network that cannot be told tags",
       "model.type = \"event_resnet\""},
      {is_joint(recipe) && !trains_event_resnet, "joint.clips_per_step",
       "a network that cannot classify clips too", "model.type = \"event_resnet\""},
      {is_joint(recipe) && (is_told || is_transferred), "joint.clips_per_step",
       "a joint network with [transfer] or [condition]", "one of the three"},
      {is_joint(recipe) && recipe.training.selection != training::Selection::last_epoch,
       "training.selection", "validation_loss for a joint network", "last_epoch"},
      {is_joint(recipe) && recipe.training.teacher_weight > 0, "training.teacher_weight",
       "a teacher of a joint network", "0"},
      {!is_joint(recipe) && recipe.training.balance != training::BalanceOptions(),
       "training.balance", "a network with one loss", "a joint network"},
      {recipe.condition.tagger.empty() && recipe.condition.tags.source == TagSource::shuffled,
       "condition.tagger", "no run", "the classifier whose tags are shuffled"},
      {windows && windows->tagger.empty(), "combine.tagger", "no run",
       "the classifier that is asked about windows"},
      {gate && gate->tagger.empty() && gate->tags.source != TagSource::reference, "combine.tagger",
       "no run", "the classifier that the gate asks"}};
  visit_parts(recipe, [&](const std::string& key, const std::string& run, PartKind kind) {
    misfits.push_back({key.starts_with("combine.") && kind == PartKind::detector && run.empty(),
                       key, "no run", "the detector to combine"});
  });
  return misfits;
}

void require_fitting_inferences(const Recipe& recipe) {
  for (Misfit& misfit : misfits_of(recipe))
    if (misfit.applies)
      throw core::InvalidOptions({.what = std::move(misfit.key),
                                  .got = std::move(misfit.got),
                                  .expected = std::move(misfit.expected)});
}

/// The recipe as the study writes it: nothing that depends on the present folder.
Recipe parse_portable_recipe(const core::ConfigTable& table) {
  Recipe recipe = parse_recipe(table);
  tracking::require_valid(recipe.tracking);
  data::require_valid(recipe.augment);
  require_fitting_data(recipe);
  std::visit(MakeAbsolute{}, recipe.data);
  require_fitting_inferences(recipe);
  visit_parts(recipe, [](const char*, std::string& run, PartKind) {
    if (!run.starts_with('@')) MakeAbsolute::apply(run);
  });
  return recipe;
}

Arm make_arm(const core::ConfigTable& written, const ArmChanges& changes) {
  Arm arm{.name = changes.name};
  try {
    arm.recipe =
        parse_portable_recipe(with_changes(written, changes, [](const core::ConfigTable& table) {
          return core::to_config(parse_recipe(table));
        }));
  } catch (const core::InvalidOptions& error) {
    core::ErrorParts parts = error.parts();
    parts.what = fmt::format("arm {}: {}", changes.name, parts.what);
    throw core::InvalidOptions(parts);
  }
  if (arm.name != arm.recipe.name) arm.recipe.name += "-" + arm.name;
  return arm;
}

/// Whether a file needs no arms to say so.
bool is_the_recipe(const std::vector<Arm>& arms, const Recipe& recipe) {
  return arms.size() == 1 && arms[0] == Arm{recipe.name, recipe};
}

}  // namespace

const Recipe& StudyRecipe::arm(std::string_view name) const {
  for (const Arm& arm : arms)
    if (arm.name == name) return arm.recipe;
  core::throw_unknown_word("arm", {.source = recipe.name}, std::string(name), names_of(arms));
}

void require_own_network(const Recipe& recipe, std::string_view what) {
  if (!combines(recipe)) return;
  throw core::InvalidOptions({.what = std::string(what),
                              .got = "a recipe that combines trained networks",
                              .expected = "one that trains its own",
                              .fix = "give the recipe of the run that it combines"});
}

Recipe parse_recipe(const core::ConfigTable& table) {
  return core::parse_options<Recipe>(table);
}

StudyRecipe read_recipe(const std::filesystem::path& path,
                        const std::vector<std::string>& overrides) {
  core::ConfigTable table = core::read_extended_toml(path);
  for (const std::string& assignment : overrides) core::apply_override(table, assignment);
  return parse_study(std::move(table));
}

StudyRecipe parse_study(core::ConfigTable table) {
  const core::ConfigTable study = table.table("study");
  // Not as an initializer: where that throws, GCC 12 destroys the members before it twice.
  StudyRecipe result;
  result.study = parse_study_options(study);
  table.erase("study");
  result.recipe = parse_portable_recipe(table);
  for (const ArmChanges& changes : read_arms(study))
    result.arms.push_back(make_arm(table, changes));
  if (result.arms.empty()) result.arms.push_back({result.recipe.name, result.recipe});
  for (const std::string* baseline : {&result.study.baseline, &result.study.clip_baseline})
    if (!baseline->empty()) result.arm(*baseline);
  return result;
}

core::ConfigTable to_config(const StudyRecipe& study) {
  core::ConfigTable table = core::to_config(study.recipe);
  const core::ConfigTable resolved = table;
  core::ConfigTable runs = core::to_config(study.study);
  runs.erase("jobs");
  if (study.study.baseline.empty()) runs.erase("baseline");
  if (study.study.clip_baseline.empty()) runs.erase("clip_baseline");
  if (!is_the_recipe(study.arms, study.recipe)) {
    core::ConfigTable arms;
    for (const Arm& arm : study.arms)
      arms.set(arm.name, {changes_between(resolved, core::to_config(arm.recipe))});
    runs.set(arms_key, {std::move(arms)});
  }
  table.set("study", core::ConfigValue{std::move(runs)});
  return table;
}

}  // namespace pinna::study
