#include "pinna/report/practical_paper.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"
#include "pinna/report/class_bars.h"
#include "pinna/report/class_group.h"
#include "pinna/report/confusion_figure.h"
#include "pinna/report/forest_figure.h"
#include "pinna/report/learning_curves.h"
#include "pinna/report/paper_references.h"
#include "pinna/report/protocol_text.h"
#include "pinna/report/recipe_text.h"
#include "pinna/report/reliability_figure.h"
#include "pinna/runs/comparison_text.h"

namespace pinna::report {
namespace {

PaperField field(const std::vector<AuthorField>& fields, size_t index,
                 const PracticalMaterial& material) {
  const AuthorField& chosen = fields.at(index);
  const auto found = material.discussion.find(chosen.name);
  return {chosen, found == material.discussion.end() ? "" : found->second};
}

core::ConfigTable recipe_of(const Findings& findings, const ArmFindings& arm) {
  const core::ConfigTable arms = findings.recipe.table("study").table("arms");
  return arms.find(arm.summary.arm) ? arm_recipe(findings.recipe, arm.summary.arm)
                                    : findings.recipe;
}

PaperSection data_section(const Findings& findings, const PracticalMaterial& material) {
  PaperSection section{.title = "Data"};
  const ArmFindings& first = findings.arms.front();
  std::string text;
  if (material.dataset) {
    const DatasetFacts& data = *material.dataset;
    text = fmt::format(
        "{} [@piczak2015esc]: {} clips of {} classes, cut from {} source recordings, in {} "
        "folds. ",
        data.name, data.num_clips, data.num_classes, data.num_sources, data.num_folds);
    if (!data.licence.empty()) text += "Licence: " + data.licence + ". ";
    for (const std::string& warning : data.warnings) text += warning + " ";
  } else {
    text = fmt::format("The data set is not at hand any more; {} clips were tested. ",
                       first.summary.pooled.num_clips);
  }
  text +=
      "Clips of one source recording stay in one fold, so no network is tested on a recording that "
      "it heard.";
  section.blocks.push_back(PaperText{text});
  return section;
}

PaperTable feature_table(const Findings& findings) {
  PaperTable table{
      .name = "features",
      .caption = "The inputs that are compared. All settings of each are in the recipe.",
      .header = {"arm", "input"},
      .text_columns = 2};
  for (const ArmFindings& arm : findings.arms)
    table.rows.push_back(
        {arm.summary.arm, feature_text(recipe_of(findings, arm).table("feature"))});
  return table;
}

std::string percent(double share) {
  return fmt::format("{:.1f}", 100 * share);
}

PaperTable result_table(const Findings& findings) {
  PaperTable table{
      .name = "results",
      .caption =
          "Accuracy over folds (mean and deviation) and of all test clips together with "
          "Wilson's 95 % interval; macro averages.",
      .header = {"arm", "folds %", "pooled %", "interval", "precision %", "recall %", "F1 %"}};
  for (const ArmFindings& arm : findings.arms) {
    const auto& pooled = arm.summary.pooled;
    const auto& accuracy = arm.summary.accuracy;
    table.rows.push_back(
        {arm.summary.arm,
         accuracy.deviation
             ? fmt::format("{} ± {}", percent(accuracy.mean), percent(*accuracy.deviation))
             : percent(accuracy.mean),
         percent(pooled.accuracy),
         fmt::format("{} to {}", percent(pooled.accuracy_interval.low),
                     percent(pooled.accuracy_interval.high)),
         percent(pooled.macro.precision), percent(pooled.macro.recall), percent(pooled.macro.f1)});
  }
  return table;
}

PaperTable class_table(const ArmFindings& arm) {
  PaperTable table{.name = "classes",
                   .caption = fmt::format("Classes of `{}`.", arm.summary.arm),
                   .header = {"class", "clips", "precision %", "recall %", "F1 %"}};
  for (const metrics::ClassScores& row : arm.summary.pooled.per_class)
    table.rows.push_back({display_name(row.label), fmt::to_string(row.support),
                          percent(row.precision), percent(row.recall), percent(row.f1)});
  return table;
}

std::string confusions_text(const ArmFindings& arm) {
  const auto& confusion = arm.summary.pooled.confusion;
  std::vector<std::string> pairs;
  for (const metrics::Confusion& pair : metrics::worst_confusions(confusion, 3))
    pairs.push_back(fmt::format(
        "{} for {} ({})", display_name(confusion.labels[static_cast<size_t>(pair.predicted)]),
        display_name(confusion.labels[static_cast<size_t>(pair.truth)]), pair.count));
  if (pairs.empty()) return "No clip is taken for another class.";
  return fmt::format("Most frequently taken are {}.", fmt::join(pairs, ", "));
}

std::string comparison_text(const Findings& findings) {
  if (!findings.comparison)
    return findings.comparison_problem.empty()
               ? "The study has one arm: nothing is compared."
               : "The arms could not be compared: " + findings.comparison_problem + ".";
  std::string text;
  for (const runs::ArmComparison& arm : findings.comparison->arms)
    text += fmt::format("- {}\n", runs::conclusion(arm, findings.comparison->clip_baseline,
                                                   findings.comparison->options.bootstrap.level));
  return text;
}

std::string paragraphs(std::string text) {
  for (size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
    text.replace(at, 1, "\n\n");
  return text;
}

std::string shortcuts_text(const Shortcuts& shortcuts) {
  if (shortcuts.lines.empty()) return "";
  std::vector<std::string> words;
  for (const ShortcutLine& line : shortcuts.lines)
    words.push_back(fmt::format("{} {} %", line.knows, percent(line.accuracy)));
  return fmt::format(
      " Classifiers that know one thing of a clip and hear nothing reach: {} (chance {} %).",
      fmt::join(words, ", "), percent(shortcuts.chance));
}

}  // namespace

std::vector<AuthorField> feature_fields() {
  return {{"Choice of features",
           "Which features did you choose, and why do they suit these sounds?", 150},
          {"What the pictures show",
           "Which classes can you tell apart in the figures, and by what? What would be lost with "
           "other settings?",
           150}};
}

std::vector<AuthorField> classification_fields() {
  return {
      {"Interpretation", "Which classes are confused, and why, judging by sound and figures?", 180},
      {"Two ways to improve", "Name two changes, and say how you would test whether they help.",
       120},
      {"Discussion", "How far do these results carry, and how do they compare with others?", 180}};
}

Paper feature_paper(const Findings& findings, const PracticalMaterial& material) {
  Paper paper{.title = "Environmental sound, part 1: feature extraction",
              .author = material.author,
              .references = known_references()};
  const auto fields = feature_fields();
  paper.sections.push_back(data_section(findings, material));
  paper.sections.push_back(
      {.title = "Preparation",
       .blocks = {PaperText{
           fmt::format("The networks are given {}. Samples become features; every band is "
                       "standardised by its mean and "
                       "deviation over the training clips of the fold, never over tested ones.",
                       input_text(findings.recipe))}}});
  PaperSection features{.title = "Features"};
  features.blocks.push_back(PaperText{
      "A Hann window cuts frames out of the signal; their power spectra are summed in mel bands, "
      "which lie as pitch is heard, and taken in decibels (log-mel). A cosine transform of these "
      "gives MFCC [@davis1980comparison]; chroma folds octaves. Conventions are those of librosa "
      "[@mcfee2015librosa] unless the table says otherwise."});
  features.blocks.push_back(feature_table(findings));
  features.blocks.push_back(field(fields, 0, material));
  paper.sections.push_back(std::move(features));
  PaperSection pictures{.title = "What they look like"};
  for (const PaperFigure& figure : material.feature_figures) pictures.blocks.push_back(figure);
  pictures.blocks.push_back(field(fields, 1, material));
  paper.sections.push_back(std::move(pictures));
  return paper;
}

Paper classification_paper(const Findings& findings, const PracticalMaterial& material) {
  Paper paper{.title = "Environmental sound, part 2: classification",
              .author = material.author,
              .references = known_references()};
  const auto fields = classification_fields();
  const ArmFindings& first = findings.arms.front();
  paper.sections.push_back(data_section(findings, material));
  paper.sections.push_back(
      {.title = "Network and training",
       .blocks = {
           PaperText{fmt::format("{}. Input: {}, {}.", network_text(recipe_of(findings, first)),
                                 input_text(findings.recipe),
                                 feature_text(recipe_of(findings, first).table("feature")))},
           PaperText{paragraphs(protocol_text(findings))}}});
  PaperSection results{.title = "Results"};
  results.blocks.push_back(PaperText{confusions_text(first) + shortcuts_text(material.shortcuts)});
  results.blocks.push_back(result_table(findings));
  const auto logs = logs_of(first);
  if (!logs.empty())
    results.blocks.push_back(PaperFigure{
        .name = "learning-curves",
        .caption =
            fmt::format("Training of `{}`: loss and accuracy over epochs.", first.summary.arm),
        .figure = learning_curves(logs)});
  const auto& pooled = first.summary.pooled;
  results.blocks.push_back(PaperFigure{
      .name = "confusion",
      .caption =
          fmt::format("Confusions of `{}` in per cent of each true class.", first.summary.arm),
      .figure =
          confusion_figure(pooled.confusion, {.groups = known_groups(pooled.confusion.labels)}),
      .width = 0.8});
  results.blocks.push_back(class_table(first));
  results.blocks.push_back(field(fields, 0, material));
  paper.sections.push_back(std::move(results));
  PaperSection comparison{.title = "Comparison"};
  if (findings.comparison && !findings.comparison->arms.empty())
    comparison.blocks.push_back(
        PaperFigure{.name = "differences",
                    .caption = "Differences of accuracy with 95 % intervals.",
                    .figure = forest_figure(*findings.comparison)});
  comparison.blocks.push_back(PaperText{comparison_text(findings)});
  paper.sections.push_back(std::move(comparison));
  PaperSection calibration{.title = "Are probabilities to be trusted?"};
  const metrics::Calibration measured = metrics::measure_calibration(first.predictions);
  calibration.blocks.push_back(PaperFigure{
      .name = "reliability",
      .caption =
          fmt::format("Confidence and accuracy of `{}` [@guo2017calibration].", first.summary.arm),
      .figure = reliability_figure(measured),
      .width = 0.7});
  calibration.blocks.push_back(PaperText{reliability_caption(measured)});
  paper.sections.push_back(std::move(calibration));
  paper.sections.push_back({.title = "Limits and discussion",
                            .blocks = {field(fields, 1, material), field(fields, 2, material)}});
  return paper;
}

}  // namespace pinna::report
