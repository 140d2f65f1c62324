#include "pinna/report/coursework_paper.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"
#include "pinna/report/arm_outcomes.h"
#include "pinna/report/case_study_section.h"
#include "pinna/report/paper_references.h"
#include "pinna/report/recipe_text.h"
#include "pinna/report/recorded_comparison.h"
#include "pinna/runs/comparison_text.h"
#include "pinna/runs/measures.h"

namespace pinna::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* f_choice = "Choice of methods";
constexpr const char* f_combination = "Why a combination helps or not";
constexpr const char* f_case = "What the case study shows";
constexpr const char* f_reflection = "Reflection";
constexpr const char* f_own = "Own work and reused code";

/// What a study holds, read once.
struct ComparedStudy {
  const runs::StudyFolder& folder;
  Json comparison = {};
  std::vector<ArmOutcome> outcomes = {};
  std::string baseline = "", clip_baseline = "";

  core::ConfigTable recipe(const std::string& arm) const { return recorded_recipe(folder, arm); }
  const Json& event_arms() const { return comparison.at("event_arms"); }
};

ComparedStudy read_study(const runs::StudyFolder& folder) {
  ComparedStudy study{
      .folder = folder, .comparison = recorded_comparison(folder), .outcomes = outcomes_of(folder)};
  if (study.event_arms().empty())
    throw core::InvalidOptions({.what = "study of a coursework report",
                                .got = "no arm that detects events",
                                .expected = "a detector and a combination to compare it with",
                                .where = folder.path().string(),
                                .fix = "recipes/coursework.toml is one; classifiers alone are "
                                       "--template practical-2"});
  study.baseline = study.comparison.at("baseline").get<std::string>();
  // Where no classifier can be compared, the one that there is.
  for (const ArmOutcome& outcome : study.outcomes)
    if (study.clip_baseline.empty() && outcome.measure("accuracy") && !outcome.measure("psds1"))
      study.clip_baseline = outcome.arm;
  if (!study.comparison.at("arms").empty())
    study.clip_baseline = study.comparison.at("clip_baseline").get<std::string>();
  return study;
}

PaperField field(const CourseworkMaterial& material, std::string_view name) {
  const auto fields = coursework_fields();
  const auto found = std::ranges::find(fields, name, &AuthorField::name);
  const auto text = material.discussion.find(std::string(name));
  return {*found, text == material.discussion.end() ? "" : text->second};
}

PaperSection question(const ComparedStudy& study) {
  return {
      .title = "Question",
      .blocks = {PaperText{fmt::format(
          "A *tagger* says what a clip is, a *detector* which events sound in a scene, and "
          "when. Does what one infers help the other, and by which way of combining them? "
          "Every way is compared with the detector alone (`{}`) on the same scenes, folds and "
          "seeds. The measure decided on beforehand is PSDS1 [@bilen2020psds], for which onsets "
          "and offsets count; PSDS2 counts classes more, F1 is that of "
          "[@mesaros2016metrics].",
          study.baseline)}}};
}

PaperSection methods(const ComparedStudy& study, const CourseworkMaterial& material) {
  const core::ConfigTable detector = study.recipe(study.baseline);
  std::string text =
      fmt::format("*Detector* (`{}`): {}, which scores every class in every frame; {}.",
                  study.baseline, network_text(detector), training_text(detector));
  if (!study.clip_baseline.empty()) {
    const core::ConfigTable tagger = study.recipe(study.clip_baseline);
    text += fmt::format(" *Tagger* (`{}`): {}; {}.", study.clip_baseline, network_text(tagger),
                        training_text(tagger));
  }
  text += fmt::format(" Input: {}, each band standardised on training data.",
                      feature_text(detector.table("feature")));
  return {.title = "Two methods", .blocks = {PaperText{text}, field(material, f_choice)}};
}

std::string counted(size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

size_t num_seeds(const Json& event_arm) {
  const size_t folds = std::max<size_t>(1, event_arm.at("folds").size());
  return std::max<size_t>(1, event_arm.at("runs").get<size_t>() / folds);
}

PaperSection data(const ComparedStudy& study, const CourseworkMaterial& material) {
  const Json& first = study.event_arms().front();
  std::string text = "Scenes are mixed of labelled clips, as Scaper does [@salamon2017scaper]";
  if (material.scenes) {
    const SceneFacts& scenes = *material.scenes;
    const bool is_esc = scenes.source.starts_with("esc");
    text += fmt::format("; clips are those of {}{}", as_it_is(scenes.source),
                        is_esc ? " [@piczak2015esc]" : "");
    if (!scenes.licence.empty()) text += fmt::format(" ({})", licence_text(scenes.licence));
    text += fmt::format(". A scene lasts {:g} s and holds any of {} classes", scenes.scene_seconds,
                        scenes.labels.size());
  }
  text += fmt::format(
      ". {} scenes of {} are tested, with {} each. No source recording is in more than one of "
      "training, validation and test, and no network that an arm builds on has heard a clip of "
      "the arm's test: both are checked from the files. Thresholds and other settings are chosen "
      "on validation scenes.",
      first.at("scenes").get<int64_t>(), counted(first.at("folds").size(), "fold"),
      counted(num_seeds(first), "seed"));
  return {.title = "Data", .blocks = {PaperText{text}}};
}

PaperSection combinations(const ComparedStudy& study) {
  std::string text;
  for (const ArmOutcome& outcome : study.outcomes)
    if (outcome.arm != study.baseline && outcome.arm != study.clip_baseline)
      text += fmt::format("- `{}`: {}.\n", outcome.arm, arm_text(study.recipe(outcome.arm)));
  return {.title = "Ways to combine them", .blocks = {PaperText{text}}};
}

const Json* compared_arm(const Json& arms, const std::string& name) {
  for (const Json& arm : arms)
    if (arm.at("arm") == name) return &arm;
  return nullptr;
}

PaperTable result_table(const ComparedStudy& study) {
  PaperTable table{
      .name = "results",
      .caption = fmt::format(
          "Means over folds. Difference: of PSDS1 from `{}`, with 95 % interval and Holm's p. "
          "Onset: mean error of events of the right class. Confused: well-timed events of a wrong "
          "class.",
          study.baseline),
      .header = {"arm", "PSDS1", "difference", "p", "PSDS2", "event F1 %", "segment F1 %",
                 "onset ms", "confused %"}};
  for (const ArmOutcome& outcome : study.outcomes) {
    if (!outcome.measure("psds1")) continue;
    std::string difference = "–", p = "–";
    if (const Json* arm = compared_arm(study.event_arms(), outcome.arm)) {
      const Json& measure = arm->at("measures").at("psds1");
      const metrics::Interval interval = interval_of(measure);
      difference = fmt::format("{:+.3f} [{:+.3f}, {:+.3f}]", measure.at("difference").get<double>(),
                               interval.low, interval.high);
      const double holm_p = arm->at("holm_p").get<double>();
      p = holm_p < 0.001 ? "<0.001" : fmt::format("{:.3f}", holm_p);
    }
    const auto cell = [](const std::optional<double>& value, double scale, int digits) {
      return value ? fmt::format("{:.{}f}", scale * *value, digits) : std::string("–");
    };
    table.rows.push_back(
        {outcome.arm, measure_cell(outcome, "psds1"), difference, p, measure_cell(outcome, "psds2"),
         measure_cell(outcome, "event_f1"), measure_cell(outcome, "segment_f1"),
         cell(outcome.errors.onset_error, 1000, 0), cell(outcome.errors.confusion, 100, 1)});
  }
  return table;
}

std::string tagger_sentence(const ComparedStudy& study) {
  std::vector<std::string> parts;
  for (const ArmOutcome& outcome : study.outcomes) {
    const std::string accuracy = measure_cell(outcome, "accuracy");
    if (accuracy.empty()) continue;
    parts.push_back(fmt::format("`{}` {} %", outcome.arm, accuracy));
    if (const Json* arm = compared_arm(study.comparison.at("arms"), outcome.arm))
      parts.back() += fmt::format(
          " ({} points {}, p {})", runs::signed_points(arm->at("difference").get<double>()),
          runs::points_range(interval_of(*arm)), runs::p_text(arm->at("holm_p").get<double>()));
  }
  return parts.empty() ? "" : fmt::format(" Accuracy on clips: {}.", fmt::join(parts, ", "));
}

/// Which differences the tests show, those that they do not show among them.
std::string verdict_sentences(const ComparedStudy& study) {
  std::vector<std::string> better, worse, open;
  for (const Json& arm : study.event_arms()) {
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
  return sentence("Better than the detector alone", better) + sentence("Worse", worse) +
         sentence("No difference is shown, which proves no equality", open);
}

PaperSection results(const ComparedStudy& study, const CourseworkMaterial& material) {
  PaperSection section{.title = "Results"};
  section.blocks.push_back(
      PaperText{fmt::format("[#tab:results] and [#fig:forest] compare all ways.{}{} Intervals are "
                            "bootstrap intervals over scenes [@efron1987better], p values are "
                            "adjusted for their number [@holm1979simple].",
                            verdict_sentences(study), tagger_sentence(study))});
  section.blocks.push_back(result_table(study));
  section.blocks.push_back(
      PaperFigure{.name = "forest",
                  .caption = fmt::format("PSDS1 less that of `{}`, with 95 % intervals; filled "
                                         "where a difference is shown.",
                                         study.baseline),
                  .figure = forest_figure(forest_of_events(study.comparison)),
                  .width = 0.85});
  const WhatWhenPlane plane = plane_of(study.outcomes, study.baseline);
  if (!plane.arms.empty())
    section.blocks.push_back(
        PaperFigure{.name = "what-when",
                    .caption = "*When* to the right (onset error), *what* upward (confusions): "
                               "lower left is better.",
                    .figure = what_when_figure(plane),
                    .width = 0.85});
  const CostGainPlane costs = costs_of(study.outcomes, study.comparison);
  if (!costs.arms.empty())
    section.blocks.push_back(
        PaperFigure{.name = "cost",
                    .caption = "Time of training, parts included, and what it brings.",
                    .figure = cost_gain_figure(costs),
                    .width = 0.85});
  section.blocks.push_back(field(material, f_combination));
  return section;
}

PaperSection limits(const ComparedStudy& study, const CourseworkMaterial& material) {
  std::set<std::string> cautions;
  for (const Json& arm : study.event_arms())
    for (const Json& caution : arm.value("cautions", Json::array()))
      cautions.insert(caution.get<std::string>());
  std::string text = "Scenes are mixtures, not recordings.";
  for (const std::string& caution : cautions) text += " " + as_it_is(caution);
  if (material.case_study) text += " One case is an example.";
  return {.title = "Limits and own work",
          .blocks = {PaperText{text}, field(material, f_reflection), field(material, f_own)}};
}

}  // namespace

std::vector<AuthorField> coursework_fields() {
  return {
      {f_choice, "Why these two aspects of sound, and why these two methods?", 120},
      {f_combination,
       "Which combination helps which inference, which does not, and why? Use the figures.", 220},
      {f_case, "What do the networks get right and wrong in the recording, and why?", 150},
      {f_reflection, "What did not work, what surprised you, what would you do next?", 120},
      {f_own, "What did you implement yourself, what code is reused, and from where?", 60}};
}

Paper coursework_paper(const runs::StudyFolder& study, const CourseworkMaterial& material) {
  const ComparedStudy found = read_study(study);
  Paper paper{.title = material.title.empty() ? "What sounds, and when: combining two inferences"
                                              : material.title,
              .author = material.author,
              .references = known_references(material.own_references)};
  paper.sections = {question(found), methods(found, material), data(found, material),
                    combinations(found), results(found, material)};
  if (material.case_study) {
    paper.sections.push_back(case_study_section(*material.case_study));
    paper.sections.back().blocks.push_back(field(material, f_case));
  }
  paper.sections.push_back(limits(found, material));
  return paper;
}

}  // namespace pinna::report
