#include "pinna/report/coursework_paper.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/report/arm_outcomes.h"
#include "pinna/report/paper_references.h"
#include "pinna/report/recipe_text.h"
#include "pinna/report/recorded_comparison.h"
#include "pinna/runs/comparison_text.h"
#include "pinna/runs/disagreements.h"
#include "pinna/runs/inspection_scores.h"
#include "pinna/runs/measures.h"

namespace pinna::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* f_choice = "Choice of methods";
constexpr const char* f_combination = "Why it helps or not";
constexpr const char* f_case = "What the case study shows";
constexpr const char* f_own = "Own work and reused code";
constexpr const char* f_reflection = "Reflection";

PaperField field(const CourseworkMaterial& material, std::string_view name) {
  for (const AuthorField& candidate : coursework_fields()) {
    if (candidate.name != name) continue;
    const auto found = material.discussion.find(candidate.name);
    return {candidate, found == material.discussion.end() ? "" : found->second};
  }
  throw core::Bug({.what = "a field of no template", .got = std::string(name)});
}

/// What a study holds, read once.
struct Material {
  core::ConfigTable recipe;
  Json comparison;
  std::vector<ArmOutcome> outcomes;
  std::string baseline, clip_baseline;

  bool is_event_arm(const std::string& arm) const {
    return std::ranges::any_of(outcomes, [&](const ArmOutcome& outcome) {
      return outcome.arm == arm && outcome.measure("psds1");
    });
  }
};

Material material_of(const runs::StudyFolder& study) {
  Material material{.recipe = study.study(),
                    .comparison = recorded_comparison(study),
                    .outcomes = outcomes_of(study)};
  if (material.comparison.at("event_arms").empty())
    throw core::InvalidOptions({.what = "study of a coursework report",
                                .got = "no arm that detects events",
                                .expected = "a detector and a combination to compare it with",
                                .where = study.path().string(),
                                .fix = "recipes/coursework.toml is one; classifiers alone are "
                                       "--template practical-2"});
  material.baseline = material.comparison.at("baseline").get<std::string>();
  material.clip_baseline = material.comparison.value("clip_baseline", "");
  return material;
}

PaperSection question(const Material& study) {
  return {
      .title = "Question",
      .blocks = {PaperText{fmt::format(
          "A *tagger* says what a clip is, a *detector* which events sound in a scene and when. "
          "Does what one infers help the other, and by which way of combining them? Each way is "
          "compared with `{}` by itself on the same scenes, folds and seeds; primary measure "
          "is PSDS1 [@bilen2020psds].",
          study.baseline)}}};
}

PaperSection methods(const Material& study, const CourseworkMaterial& material) {
  PaperSection section{.title = "Two methods"};
  std::string text = fmt::format("*Detector* (`{}`): {}.", study.baseline,
                                 network_text(arm_recipe(study.recipe, study.baseline)));
  if (!study.clip_baseline.empty())
    text += fmt::format(" *Tagger* (`{}`): {}.", study.clip_baseline,
                        network_text(arm_recipe(study.recipe, study.clip_baseline)));
  text += fmt::format(" Input of both: {}.", feature_text(study.recipe.table("feature")));
  section.blocks.push_back(PaperText{text});
  section.blocks.push_back(field(material, f_choice));
  return section;
}

int64_t num_seeds(const Json& event_arm) {
  return event_arm.at("runs").get<int64_t>() /
         std::max<int64_t>(1, static_cast<int64_t>(event_arm.at("folds").size()));
}

std::string seeds_text(const Json& event_arm) {
  const int64_t seeds = num_seeds(event_arm);
  return seeds == 1 ? "one seed" : fmt::format("{} seeds", seeds);
}

PaperSection data(const Material& study) {
  const Json& first = study.comparison.at("event_arms").front();
  return {
      .title = "Data",
      .blocks = {PaperText{fmt::format(
          "Scenes are mixed, as Scaper does [@salamon2017scaper], of clips of ESC-10 "
          "[@piczak2015esc] (CC BY). {} test scenes of {} folds, {} seeds each. Clips of one "
          "source recording are never divided between training, validation and test; a network "
          "that an arm builds on has heard no clip of that arm's test, which is checked from the "
          "files. Thresholds, widths and weights are chosen on validation scenes.",
          first.at("scenes").get<int64_t>(), first.at("folds").size(), seeds_text(first))}}};
}

PaperSection combinations(const Material& study) {
  std::string text;
  for (const ArmOutcome& outcome : study.outcomes) {
    if (outcome.arm == study.baseline || outcome.arm == study.clip_baseline) continue;
    text +=
        fmt::format("- `{}`: {}.\n", outcome.arm, arm_text(arm_recipe(study.recipe, outcome.arm)));
  }
  return {.title = "Ways to combine them", .blocks = {PaperText{text}}};
}

PaperTable result_table(const Material& study) {
  PaperTable table{
      .name = "results",
      .caption = fmt::format(
          "Detection, means over folds; the difference of PSDS1 from `{}` with its 95 % interval "
          "(scenes resampled) and Holm's p.",
          study.baseline),
      .header = {"arm", "PSDS1", "difference", "p", "PSDS2", "event F1 %", "segment F1 %",
                 "onset ms", "confused %"}};
  const auto per_cent = [](const std::optional<double>& value) {
    return value ? fmt::format("{:.1f}", 100 * *value) : std::string();
  };
  for (const ArmOutcome& outcome : study.outcomes) {
    if (!outcome.measure("psds1")) continue;
    std::string difference, p;
    for (const Json& arm : study.comparison.at("event_arms")) {
      if (arm.at("arm") != outcome.arm) continue;
      const Json& measure = arm.at("measures").at("psds1");
      const metrics::Interval interval = interval_of(measure);
      difference = fmt::format("{:+.3f} [{:+.3f}, {:+.3f}]", measure.at("difference").get<double>(),
                               interval.low, interval.high);
      p = runs::p_text(arm.at("holm_p").get<double>());
    }
    table.rows.push_back(
        {outcome.arm, measure_cell(outcome, "psds1"), difference, p, measure_cell(outcome, "psds2"),
         measure_cell(outcome, "event_f1"), measure_cell(outcome, "segment_f1"),
         outcome.errors.onset_error ? fmt::format("{:.0f}", 1000 * *outcome.errors.onset_error)
                                    : "",
         per_cent(outcome.errors.confusion)});
  }
  return table;
}

std::string tagger_sentence(const Material& study) {
  std::string text;
  for (const ArmOutcome& outcome : study.outcomes) {
    const std::string accuracy = measure_cell(outcome, "accuracy");
    if (accuracy.empty()) continue;
    text += fmt::format("{}`{}` {} %", text.empty() ? "Accuracy on clips: " : ", ", outcome.arm,
                        accuracy);
    for (const Json& arm : study.comparison.at("arms"))
      if (arm.at("arm") == outcome.arm)
        text +=
            fmt::format(" ({} points {})", runs::signed_points(arm.at("difference").get<double>()),
                        runs::points_range(interval_of(arm)));
  }
  return text.empty() ? text : text + ".";
}

/// Which differences the test shows, in one sentence each way.
std::string verdict_sentences(const Material& study) {
  std::vector<std::string> better, worse, open;
  for (const Json& arm : study.comparison.at("event_arms")) {
    const auto name = fmt::format("`{}`", arm.at("arm").get<std::string>());
    const double difference = arm.at("measures").at("psds1").at("difference").get<double>();
    if (arm.at("verdict") != core::enum_name(runs::Verdict::difference))
      open.push_back(name);
    else
      (difference > 0 ? better : worse).push_back(name);
  }
  const auto sentence = [](std::string_view words, const std::vector<std::string>& arms) {
    return arms.empty() ? std::string() : fmt::format(" {}: {}.", words, fmt::join(arms, ", "));
  };
  return sentence("Shown to be better", better) + sentence("Shown to be worse", worse) +
         sentence("No difference can be concluded", open);
}

PaperSection results(const Material& study, const CourseworkMaterial& material) {
  PaperSection section{.title = "Results"};
  section.blocks.push_back(
      PaperText{fmt::format("Table 1 and Figure 1 compare all ways.{} {}", verdict_sentences(study),
                            tagger_sentence(study))});
  section.blocks.push_back(result_table(study));
  section.blocks.push_back(
      PaperFigure{.name = "forest",
                  .caption = fmt::format("PSDS1 less that of `{}`, 95 % intervals; filled where a "
                                         "difference is shown.",
                                         study.baseline),
                  .figure = forest_figure(forest_of_events(study.comparison))});
  const WhatWhenPlane plane = plane_of(study.outcomes, study.baseline);
  if (!plane.arms.empty())
    section.blocks.push_back(
        PaperFigure{.name = "what-when",
                    .caption = "*When* to the right: mean onset error; *what* upward: well-timed "
                               "events of a wrong class.",
                    .figure = what_when_figure(plane)});
  section.blocks.push_back(
      PaperFigure{.name = "cost",
                  .caption = "Time of training, parts included, and difference of PSDS1.",
                  .figure = cost_gain_figure(costs_of(study.outcomes, study.comparison))});
  section.blocks.push_back(PaperText{
      "Intervals are bias-corrected bootstrap intervals [@efron1987better], p values of one family "
      "are Holm's [@holm1979simple]. Both speak of further scenes of these recordings, not of "
      "other recordings."});
  section.blocks.push_back(field(material, f_combination));
  return section;
}

std::string attribution_text(const runs::Attribution& by) {
  std::string text = fmt::format("\"{}\"", by.title);
  if (!by.author.empty()) text += " by " + by.author;
  text += by.licence.empty() ? ", licence not stated" : ", " + by.licence;
  if (!by.source.empty()) text += fmt::format(" ({})", by.source);
  return text;
}

PaperTable view_table(const runs::Inspection& inspection) {
  PaperTable table{.name = "case",
                   .caption = "What each network hears in the recording.",
                   .header = {"view", "method", "events"},
                   .text_columns = 2};
  const auto scores = runs::view_scores(inspection);
  if (!scores.empty()) table.header.insert(table.header.end(), {"event F1 %", "segment F1 %"});
  const auto per_cent = [](const std::optional<double>& value) {
    return value ? fmt::format("{:.1f}", 100 * *value) : std::string("-");
  };
  for (size_t i = 0; i < inspection.views.size(); ++i) {
    const runs::ModelView& view = inspection.views[i];
    table.rows.push_back({view.name, view.method, fmt::to_string(view.events.size())});
    if (!scores.empty())
      table.rows.back().insert(
          table.rows.back().end(),
          {per_cent(scores[i].event_based.f_measure), per_cent(scores[i].segment_based.f_measure)});
  }
  return table;
}

PaperTable disagreement_table(const std::vector<runs::Disagreement>& pieces) {
  constexpr size_t most = 6;
  std::vector<runs::Disagreement> longest = pieces;
  std::ranges::stable_sort(longest, std::greater{}, [](const runs::Disagreement& piece) {
    return piece.offset - piece.onset;
  });
  longest.resize(std::min(longest.size(), most));
  std::ranges::sort(longest, {}, &runs::Disagreement::onset);
  PaperTable table{.name = "disagreements",
                   .caption = fmt::format("The longest of {} disagreements.", pieces.size()),
                   .header = {"seconds", "label", "heard by", "not by"},
                   .text_columns = 4};
  for (const runs::Disagreement& piece : longest)
    table.rows.push_back({fmt::format("{:.1f} to {:.1f}", piece.onset, piece.offset),
                          display_name(piece.event_label),
                          fmt::format("{}", fmt::join(piece.heard_by, ", ")),
                          fmt::format("{}", fmt::join(piece.missed_by, ", "))});
  return table;
}

PaperSection case_study(const runs::InspectionFolder& folder, const CourseworkMaterial& material) {
  const runs::Inspection inspection = folder.read();
  PaperSection section{.title = "Case study"};
  section.blocks.push_back(PaperText{fmt::format(
      "{}, {:.0f} s, was heard by no network in training. It lies beside this report with a page "
      "that plays it.",
      attribution_text(inspection.attribution), inspection.seconds)});
  std::filesystem::path overview = folder.figures_path() / "overview";
  if (!std::filesystem::exists(folder.figures_path() / "overview.pdf"))
    overview = folder.figures_path() / "overview-1";
  PaperFigure lanes;
  lanes.name = "case";
  lanes.caption = "Spectrogram and what the views hear, label by label.";
  lanes.files = overview;
  section.blocks.push_back(std::move(lanes));
  section.blocks.push_back(view_table(inspection));
  const auto pieces = runs::disagreements(inspection);
  if (!pieces.empty()) section.blocks.push_back(disagreement_table(pieces));
  section.blocks.push_back(field(material, f_case));
  return section;
}

PaperSection limits(const Material& study, const CourseworkMaterial& material) {
  const Json& first = study.comparison.at("event_arms").front();
  std::string text = fmt::format(
      "{} folds, {} each, of small networks on made-up scenes. Whether a longer training or a "
      "wider trunk turns a sign is not measured.",
      first.at("folds").size(), seeds_text(first));
  if (!material.case_study) text += " There is no case study.";
  return {.title = "Limits and own work",
          .blocks = {PaperText{text}, field(material, f_reflection), field(material, f_own)}};
}

}  // namespace

std::vector<AuthorField> coursework_fields() {
  return {
      {f_choice, "Why these two aspects of audio and these two methods?", 120},
      {f_combination,
       "Which combination helps which inference, which does not, and why? Use the figures.", 200},
      {f_case, "What do the networks get right and wrong in the recording, and why?", 130},
      {f_reflection, "What would you do next, and what did not work?", 100},
      {f_own, "What did you implement yourself, what is reused, and from where?", 60}};
}

Paper coursework_paper(const runs::StudyFolder& study, const CourseworkMaterial& material) {
  const Material found = material_of(study);
  Paper paper{.title = "What sounds, and when: combining two inferences",
              .author = material.author,
              .references = known_references()};
  paper.sections = {question(found), methods(found, material), data(found), combinations(found),
                    results(found, material)};
  if (material.case_study) paper.sections.push_back(case_study(*material.case_study, material));
  paper.sections.push_back(limits(found, material));
  return paper;
}

}  // namespace pinna::report
