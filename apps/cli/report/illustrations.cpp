#include "apps/cli/report/illustrations.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "apps/cli/data/shortcut_words.h"
#include "apps/cli/report/class_spectrograms.h"
#include <spdlog/spdlog.h>

#include "pinna/core/error.h"
#include "pinna/core/options.h"
#include "pinna/data/read_dataset.h"
#include "pinna/data/shortcuts.h"
#include "pinna/metrics/intervals.h"
#include "pinna/report/feature_figure.h"
#include "pinna/report/worst_errors.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

using ClipsById = std::map<std::string, const data::Clip*>;

/// Those of the dataset, for runs that were evaluated before predictions held them.
void add_groups(metrics::ClipPredictions& predictions, const ClipsById& clips) {
  if (!predictions.groups.empty()) return;
  for (const std::string& id : predictions.clips) {
    const auto found = clips.find(id);
    predictions.groups.push_back(found == clips.end() ? "" : found->second->group);
  }
}

/// The figure that pinna runs explain drew for a clip in one of the arm's runs; empty if none did.
fs::path evidence_of(const report::ArmFindings& arm, const std::string& clip) {
  for (const report::RunFindings& run : arm.runs) {
    const fs::path file = runs::RunFolder::open(run.folder).evidence_path(clip);
    if (fs::exists(file)) return file;
  }
  return {};
}

report::Figure spectrogram(const data::Clip& clip, const features::Feature& feature,
                           const data::ClipInputOptions& input) {
  const audio::Waveform waveform = data::load_clip(clip, feature.sample_rate(), input);
  return report::feature_figure(report::feature_panels(feature, waveform.samples, ""));
}

/// What there is of the worst errors of all arms.
std::map<std::string, report::ClipIllustration> error_illustrations(
    const report::Findings& findings, const ClipsById& clips, const features::Feature& feature,
    const data::ClipInputOptions& input, int64_t most_errors) {
  std::map<std::string, report::ClipIllustration> illustrations;
  for (const report::ArmFindings& arm : findings.arms)
    for (const report::WorstError& error : report::worst_errors(arm.predictions, most_errors)) {
      const auto clip = clips.find(error.clip);
      if (clip == clips.end()) continue;
      report::ClipIllustration& illustration = illustrations[error.clip];
      illustration.audio = clip->second->path;
      if (illustration.evidence.empty()) illustration.evidence = evidence_of(arm, error.clip);
      if (illustration.evidence.empty() && !illustration.spectrogram)
        illustration.spectrogram = spectrogram(*clip->second, feature, input);
    }
  return illustrations;
}

/// On the folds that were tested.
report::Shortcuts shortcuts_of(const report::Findings& findings, const data::ClipTable& table) {
  std::set<int64_t> folds;
  for (const report::ArmFindings& arm : findings.arms)
    for (const report::RunFindings& run : arm.runs) folds.insert(run.scores->protocol.fold);
  const auto options = core::parse_options<data::SplitOptions>(findings.recipe.table("split"));
  const data::ShortcutReport baselines =
      data::shortcut_baselines(table, {folds.begin(), folds.end()}, options);
  report::Shortcuts shortcuts{.chance = baselines.chance};
  for (const data::ShortcutScore& score : baselines.scores)
    shortcuts.lines.push_back({.knows = std::string(words_of(score.shortcut)),
                               .accuracy = score.accuracy(),
                               .interval = metrics::wilson_interval(
                                   static_cast<double>(score.correct()), score.clips())});
  return shortcuts;
}

}  // namespace

Illustrations illustrate(report::Findings& findings, int64_t most_errors) {
  const core::ConfigTable& recipe = findings.recipe;
  Illustrations result;
  try {
    const data::ClipTable table =
        data::read_dataset(core::parse_options<data::DatasetOptions>(recipe.table("data")));
    ClipsById clips;
    for (const data::Clip& clip : table.clips) {
      clips[clip.id] = &clip;
      result.page.clip_audio[clip.id] = clip.path;
    }
    for (report::ArmFindings& arm : findings.arms) add_groups(arm.predictions, clips);
    result.page.figures.push_back(
        class_spectrograms(table, recipe, findings.arms.front().runs.front().model));
    const auto feature = features::make_feature(features::parse_feature(recipe.table("feature")));
    const auto input = core::parse_options<data::ClipInputOptions>(recipe.table("input"));
    result.errors.clips = error_illustrations(findings, clips, *feature, input, most_errors);
    result.page.shortcuts = shortcuts_of(findings, table);
  } catch (const core::Error& error) {
    spdlog::warn("sounds, spectrograms or shortcuts are missing in the report: {}", error.what());
  }
  return result;
}

}  // namespace pinna::cli
