#include "apps/cli/report/course_material.h"

#include <algorithm>

#include "apps/cli/report/class_spectrograms.h"
#include "apps/cli/report/illustrations.h"
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include "pinna/core/error.h"
#include "pinna/core/options.h"
#include "pinna/data/audit.h"
#include "pinna/data/describe.h"
#include "pinna/data/read_dataset.h"
#include "pinna/data/soundscape_folder.h"
#include "pinna/features/analysis_spectrum.h"
#include "pinna/report/bank_figure.h"
#include "pinna/report/feature_figure.h"
#include "pinna/report/window_figure.h"

namespace pinna::cli {
namespace {

core::ConfigTable recipe_of(const report::ArmFindings& arm) {
  return runs::RunFolder::open(arm.runs.front().folder).recipe();
}

data::ClipTable read_clips(const report::Findings& findings) {
  return data::read_dataset(
      core::parse_options<data::DatasetOptions>(recipe_of(findings.arms.front()).table("data")));
}

/// "ogg vorbis, 44100 Hz, 1 channel": the kinds that occur.
std::string formats_text(const data::DatasetDescription& data) {
  std::vector<std::string> parts;
  for (const auto& [format, clips] : data.formats) parts.push_back(format);
  for (const auto& [rate, clips] : data.sample_rates) parts.push_back(fmt::format("{} Hz", rate));
  for (const auto& [channels, clips] : data.channels)
    parts.push_back(fmt::format("{} channel{}", channels, channels == 1 ? "" : "s"));
  return fmt::format("{}", fmt::join(parts, ", "));
}

report::DatasetFacts facts_of(const data::ClipTable& table, Audit audit) {
  const data::DatasetDescription data = data::describe(table);
  report::DatasetFacts facts{
      .name = data.name,
      .licence = data.licence,
      .num_clips = data.num_clips,
      .num_classes = std::ssize(data.labels),
      .num_folds = data.fold_origin == data::FoldOrigin::none ? 0 : std::ssize(data.folds),
      .num_sources = data.num_groups,
      .total_seconds = data.total_seconds,
      .formats = formats_text(data),
      .warnings = data.warnings};
  if (audit == Audit::none) return facts;
  facts.audit.emplace();
  for (const data::Finding& finding : data::audit(table).findings)
    if (finding.severity != data::Severity::note) facts.audit->push_back(finding.sentence);
  return facts;
}

/// An example clip, as a feature of this rate hears it.
audio::Waveform example(const data::ClipTable& table, const core::ConfigTable& recipe,
                        int64_t sample_rate) {
  return data::load_clip(table.clips.front(), sample_rate,
                         core::parse_options<data::ClipInputOptions>(recipe.table("input")));
}

std::string panel_title(const std::string& name) {
  const size_t colon = name.find(": ");
  return report::display_name(colon == std::string::npos ? name : name.substr(colon + 2));
}

/// The waveform, then every feature of the study once.
report::PaperFigure example_figure(const report::Findings& findings, const data::ClipTable& table) {
  std::vector<report::FeaturePanel> panels;
  std::vector<std::string> titles;
  for (const report::ArmFindings& arm : findings.arms) {
    const core::ConfigTable recipe = recipe_of(arm);
    const auto options = features::parse_feature(recipe.table("feature"));
    const auto feature = features::make_feature(options);
    const audio::Waveform clip = example(table, recipe, feature->sample_rate());
    if (panels.empty()) {
      features::WaveformOptions waveform;
      waveform.sample_rate = feature->sample_rate();
      panels = report::feature_panels(*features::make_feature(waveform), clip.samples, "waveform");
    }
    const auto names = report::part_names(*feature);
    auto parts = report::feature_panels(*feature, clip.samples, "");
    for (size_t i = 0; i < parts.size(); ++i) {
      parts[i].title =
          names[i].empty()
              ? report::display_name(
                    core::to_config(options).find("type")
                        ? std::get<std::string>(core::to_config(options).find("type")->data)
                        : "feature")
              : panel_title(names[i]);
      if (std::ranges::find(titles, parts[i].title) != titles.end()) continue;
      titles.push_back(parts[i].title);
      panels.push_back(std::move(parts[i]));
    }
  }
  const data::Clip& clip = table.clips.front();
  return {.name = "example",
          .caption = fmt::format("Clip {} ({}) as the features see it.", report::as_it_is(clip.id),
                                 report::as_it_is(report::display_name(clip.label))),
          .figure = report::feature_figure(panels)};
}

void add_window(const report::Findings& findings, const data::ClipTable& table,
                std::vector<report::PaperFigure>& figures) {
  const core::ConfigTable recipe = recipe_of(findings.arms.front());
  const auto spectrum =
      features::analysis_spectrum(features::parse_feature(recipe.table("feature")));
  if (!spectrum) return;
  const audio::Waveform clip = example(table, recipe, spectrum->sample_rate);
  figures.push_back({.name = "window",
                     .caption = "The window, the loudest frame of that clip under it, and the "
                                "frame's spectrum with the window and without.",
                     .figure = report::window_figure(*spectrum, clip.samples)});
}

void add_bank(const report::Findings& findings, std::vector<report::PaperFigure>& figures) {
  const auto feature = features::make_feature(
      features::parse_feature(recipe_of(findings.arms.front()).table("feature")));
  const auto bank = feature->bank();
  if (!bank) return;
  figures.push_back(
      {.name = "bank",
       .caption = fmt::format("The {} bands in which spectra are summed.", bank->num_bands()),
       .figure = report::bank_figure(*bank, static_cast<double>(feature->sample_rate()) / 2)});
}

/// Of the arm with most channels, whose pictures show those of the others too.
void add_classes(const report::Findings& findings, const data::ClipTable& table,
                 std::vector<report::PaperFigure>& figures) {
  constexpr int64_t most_panels = 36;
  const auto channels = [](const report::ArmFindings& arm) {
    return features::make_feature(features::parse_feature(recipe_of(arm).table("feature")))
        ->num_channels();
  };
  const auto arm = std::ranges::max_element(findings.arms, {}, channels);
  const core::ConfigTable recipe = recipe_of(*arm);
  const auto feature = features::make_feature(features::parse_feature(recipe.table("feature")));
  const auto groups =
      class_panels(table, *feature,
                   core::parse_options<data::ClipInputOptions>(recipe.table("input")), most_panels);
  const auto shown = std::ssize(groups.front().panels);
  figures.push_back(
      {.name = "classes",
       .caption = fmt::format(
           "The first clip of {} as `{}` gives them to the network.",
           shown == table.num_classes() ? "each class" : fmt::format("{} classes", shown),
           arm->summary.arm),
       .figure = report::feature_grid(groups)});
}

}  // namespace

std::optional<report::DatasetFacts> dataset_facts(const report::Findings& findings, Audit audit) {
  try {
    return facts_of(read_clips(findings), audit);
  } catch (const core::Error& error) {
    spdlog::warn("the report says nothing of the data set: {}", error.what());
    return std::nullopt;
  }
}

std::optional<report::SceneFacts> scene_facts(const core::ConfigTable& study) {
  try {
    const auto options = core::parse_options<data::DatasetOptions>(study.table("data"));
    const auto* folder = std::get_if<data::SoundscapeFolderOptions>(&options);
    if (!folder) return std::nullopt;
    const data::SoundscapeFolder scenes = data::read_soundscape_folder(*folder);
    report::SceneFacts facts{.source = scenes.table.name,
                             .licence = scenes.table.licence,
                             .scene_seconds = scenes.scene_seconds,
                             .labels = scenes.table.labels};
    if (!folder->sources.empty()) {
      const data::ClipTable clips = data::read_clips_of_scenes(*folder, scenes);
      facts.source = clips.name;
      if (!clips.licence.empty()) facts.licence = clips.licence;
    }
    return facts;
  } catch (const core::Error& error) {
    spdlog::warn("the report says nothing of the clips in the scenes: {}", error.what());
    return std::nullopt;
  }
}

std::vector<report::PaperFigure> feature_figures(const report::Findings& findings) {
  std::vector<report::PaperFigure> figures;
  try {
    const data::ClipTable table = read_clips(findings);
    figures.push_back(example_figure(findings, table));
    add_window(findings, table, figures);
    add_bank(findings, figures);
    add_classes(findings, table, figures);
  } catch (const core::Error& error) {
    spdlog::warn("figures of features are missing in the report: {}", error.what());
  }
  return figures;
}

report::Shortcuts shortcuts_beside(report::Findings& findings) {
  return illustrate(findings, 0).page.shortcuts;
}

}  // namespace pinna::cli
