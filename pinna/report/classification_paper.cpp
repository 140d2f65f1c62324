#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/report/class_group.h"
#include "pinna/report/confusion_figure.h"
#include "pinna/report/forest_figure.h"
#include "pinna/report/learning_curves.h"
#include "pinna/report/misclassified.h"
#include "pinna/report/network_layout.h"
#include "pinna/report/paper_references.h"
#include "pinna/report/practical_paper.h"
#include "pinna/report/practical_sections.h"
#include "pinna/report/protocol_text.h"
#include "pinna/report/recipe_text.h"
#include "pinna/report/reliability_figure.h"
#include "pinna/runs/comparison_text.h"

namespace pinna::report {
namespace {

constexpr const char* f_interpretation = "Interpretation";
constexpr const char* f_improve = "Two ways to improve";
constexpr const char* f_discussion = "Discussion";
/// Arms whose curves and confusions are shown; more would be a book.
constexpr size_t shown_arms = 2;

/// "1234567" as people read it.
std::string with_thousands(int64_t number) {
  std::string digits = fmt::to_string(number);
  for (auto at = std::ssize(digits) - 3; at > 0; at -= 3)
    digits.insert(static_cast<size_t>(at), " ");
  return digits;
}

PaperTable layout_table(const ArmFindings& arm) {
  PaperTable table{.name = "network",
                   .caption = fmt::format("The network of `{}`; every convolution is followed by "
                                          "batch normalisation.",
                                          arm.summary.arm),
                   .header = {"part", "layers", "channels", "parameters"},
                   .text_columns = 2};
  int64_t total = 0;
  for (const NetworkPart& part : network_parts(arm.runs.front().model)) {
    table.rows.push_back({part.name, part.layers, fmt::to_string(part.channels),
                          with_thousands(part.num_parameters)});
    total += part.num_parameters;
  }
  if (!table.rows.empty()) table.rows.push_back({"all", "", "", with_thousands(total)});
  return table;
}

std::string as_paragraphs(std::string text) {
  for (size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
    text.replace(at, 1, "\n\n");
  return text;
}

PaperSection network_section(const Findings& findings) {
  const ArmFindings& first = findings.arms.front();
  const core::ConfigTable recipe = recipe_of(first);
  PaperSection section{.title = "Network and training"};
  std::string inputs;
  for (const ArmFindings& arm : findings.arms)
    inputs += fmt::format("- `{}`: {}.\n", arm.summary.arm,
                          feature_text(recipe_of(arm).table("feature")));
  section.blocks.push_back(PaperText{
      fmt::format("The classifier is a {}, trained from scratch: {}. Augmentation: {}. Input: {}; "
                  "features, standardised row by row on training clips:\n\n{}",
                  network_text(recipe), training_text(recipe), augmentation_text(recipe),
                  input_text(recipe), inputs)});
  PaperTable layout = layout_table(first);
  if (!layout.rows.empty()) section.blocks.push_back(std::move(layout));
  section.blocks.push_back(PaperText{as_paragraphs(protocol_text(findings))});
  return section;
}

PaperTable result_table(const Findings& findings) {
  PaperTable table{
      .name = "results",
      .caption =
          "Accuracy over folds (mean ± deviation) and of all test clips together with "
          "Wilson's 95 % interval; macro averages over classes.",
      .header = {"arm", "folds %", "pooled %", "interval", "precision %", "recall %", "F1 %"}};
  for (const ArmFindings& arm : findings.arms) {
    const auto& pooled = arm.summary.pooled;
    const auto& accuracy = arm.summary.accuracy;
    table.rows.push_back({arm.summary.arm,
                          accuracy.deviation ? fmt::format("{} ± {}", in_per_cent(accuracy.mean),
                                                           in_per_cent(*accuracy.deviation))
                                             : in_per_cent(accuracy.mean),
                          in_per_cent(pooled.accuracy),
                          fmt::format("{}–{}", in_per_cent(pooled.accuracy_interval.low),
                                      in_per_cent(pooled.accuracy_interval.high)),
                          in_per_cent(pooled.macro.precision), in_per_cent(pooled.macro.recall),
                          in_per_cent(pooled.macro.f1)});
  }
  return table;
}

/// Precision, recall and F1 of every class, of the shown arms side by side.
PaperTable class_table(const Findings& findings) {
  const size_t count = std::min(findings.arms.size(), shown_arms);
  PaperTable table{.name = "classes", .header = {"class", "clips"}};
  std::vector<std::string> names;
  for (size_t i = 0; i < count; ++i) {
    names.push_back(fmt::format("`{}`", findings.arms[i].summary.arm));
    table.header.insert(table.header.end(), {"precision", "recall", "F1"});
  }
  table.caption = fmt::format("Classes in %: {}.", fmt::join(names, ", then "));
  const auto& first = findings.arms.front().summary.pooled.per_class;
  for (size_t row = 0; row < first.size(); ++row) {
    table.rows.push_back({display_name(first[row].label), fmt::to_string(first[row].support)});
    for (size_t i = 0; i < count; ++i) {
      const auto& per_class = findings.arms[i].summary.pooled.per_class;
      if (row >= per_class.size()) continue;
      table.rows.back().insert(table.rows.back().end(), {in_per_cent(per_class[row].precision),
                                                         in_per_cent(per_class[row].recall),
                                                         in_per_cent(per_class[row].f1)});
    }
    table.rows.back().resize(table.header.size());
  }
  return table;
}

PaperTable mistake_table(const ArmFindings& arm) {
  constexpr size_t most = 6;
  PaperTable table{.name = "mistakes",
                   .caption = fmt::format("The most confident mistakes of `{}`.", arm.summary.arm),
                   .header = {"clip", "class", "taken for", "probability", "of the class"},
                   .text_columns = 3};
  const auto& labels = arm.predictions.labels;
  for (const Misclassified& mistake : misclassified(arm.predictions)) {
    if (table.rows.size() == most) break;
    table.rows.push_back({mistake.clip, display_name(labels[static_cast<size_t>(mistake.truth)]),
                          display_name(labels[static_cast<size_t>(mistake.predicted)]),
                          fmt::format("{:.2f}", mistake.probability),
                          fmt::format("{:.2f}", mistake.truth_probability)});
  }
  return table;
}

std::string confusions_text(const ArmFindings& arm) {
  const auto& confusion = arm.summary.pooled.confusion;
  const auto label = [&](int64_t index) {
    return as_it_is(display_name(confusion.labels[static_cast<size_t>(index)]));
  };
  std::vector<std::string> pairs;
  for (const metrics::Confusion& pair : metrics::worst_confusions(confusion, 3))
    pairs.push_back(
        fmt::format("{} taken for {} ({})", label(pair.truth), label(pair.predicted), pair.count));
  if (pairs.empty()) return "No clip is taken for another class.";
  return fmt::format("Most frequent with `{}`: {}.", arm.summary.arm, fmt::join(pairs, ", "));
}

std::string shortcuts_text(const Shortcuts& shortcuts) {
  if (shortcuts.lines.empty()) return "";
  std::vector<std::string> words;
  for (const ShortcutLine& line : shortcuts.lines)
    words.push_back(fmt::format("{} {} %", as_it_is(line.knows), in_per_cent(line.accuracy)));
  return fmt::format(
      " Beside these: classifiers that know but one thing of a clip and hear nothing reach {}; "
      "chance is {} %.",
      fmt::join(words, ", "), in_per_cent(shortcuts.chance));
}

PaperFigure curves_figure(const ArmFindings& arm, size_t index) {
  PaperFigure figure;
  figure.name = fmt::format("curves-{}", index + 1);
  figure.caption = fmt::format(
      "Training of `{}`: loss and accuracy by epoch, runs faint, their "
      "mean strong.",
      arm.summary.arm);
  figure.figure = learning_curves(logs_of(arm));
  return figure;
}

PaperFigure confusions_figure(const ArmFindings& arm, size_t index) {
  const auto& confusion = arm.summary.pooled.confusion;
  PaperFigure figure;
  figure.name = fmt::format("confusion-{}", index + 1);
  figure.caption =
      fmt::format("Confusions of `{}` in per cent of each true class.", arm.summary.arm);
  figure.figure = confusion_figure(confusion, {.groups = known_groups(confusion.labels)});
  figure.width = 0.75;
  return figure;
}

PaperSection results_section(const Findings& findings, const PracticalMaterial& material) {
  PaperSection section{.title = "Results"};
  const size_t count = std::min(findings.arms.size(), shown_arms);
  std::string text = "[#tab:results] has the scores, [#tab:classes] those of each class.";
  text += shortcuts_text(material.shortcuts);
  for (size_t i = 0; i < count; ++i) text += " " + confusions_text(findings.arms[i]);
  section.blocks.push_back(PaperText{text});
  section.blocks.push_back(result_table(findings));
  for (size_t i = 0; i < count; ++i)
    if (!logs_of(findings.arms[i]).empty())
      section.blocks.push_back(curves_figure(findings.arms[i], i));
  for (size_t i = 0; i < count; ++i)
    section.blocks.push_back(confusions_figure(findings.arms[i], i));
  section.blocks.push_back(class_table(findings));
  for (const ArmFindings& arm : findings.arms) {
    PaperTable mistakes = mistake_table(arm);
    if (mistakes.rows.empty()) continue;
    section.blocks.push_back(std::move(mistakes));
    break;
  }
  section.blocks.push_back(
      author_field(classification_fields(), f_interpretation, material.discussion));
  return section;
}

PaperTable test_table(const runs::StudyComparison& comparison) {
  PaperTable table{.name = "tests",
                   .caption = fmt::format(
                       "Differences of accuracy from `{}` in points. p: clips exchanged source by "
                       "source, adjusted by Holm [@holm1979simple]; McNemar: on clips; t: over "
                       "folds, corrected for their overlap [@nadeau2003inference].",
                       comparison.clip_baseline),
                   .header = {"arm", "difference", "interval", "p", "McNemar p", "t over folds p"}};
  for (const runs::ArmComparison& arm : comparison.arms) {
    const bool has_t = arm.folds && arm.folds->resampled_t;
    table.rows.push_back({arm.arm, runs::signed_points(arm.difference.value),
                          runs::points_range(arm.difference.bca), runs::p_text(arm.holm_p),
                          runs::p_text(arm.majority.p),
                          has_t ? runs::p_text(arm.folds->resampled_t->p) : "–"});
  }
  return table;
}

PaperSection comparison_section_of(const Findings& findings) {
  PaperSection section{.title = "Comparison"};
  if (!findings.comparison || findings.comparison->arms.empty()) {
    section.blocks.push_back(PaperText{findings.comparison_problem.empty()
                                           ? "The study has one arm: nothing is compared."
                                           : "The arms could not be compared: " +
                                                 as_it_is(findings.comparison_problem)});
    return section;
  }
  const runs::StudyComparison& comparison = *findings.comparison;
  std::string text;
  for (const runs::ArmComparison& arm : comparison.arms)
    text += as_it_is(runs::conclusion(arm, comparison.clip_baseline,
                                      comparison.options.bootstrap.level)) +
            "\n\n";
  section.blocks.push_back(PaperText{text});
  section.blocks.push_back(test_table(comparison));
  section.blocks.push_back(
      PaperFigure{.name = "differences",
                  .caption = "Differences of accuracy with 95 % bootstrap intervals over source "
                             "recordings [@efron1987better].",
                  .figure = forest_figure(comparison),
                  .width = 0.85});
  return section;
}

PaperSection calibration_section(const ArmFindings& arm) {
  const metrics::Calibration measured = metrics::measure_calibration(arm.predictions);
  return {
      .title = "Calibration",
      .blocks = {PaperText{fmt::format("Are probabilities of `{}` to be trusted "
                                       "[@guo2017calibration]? {}",
                                       arm.summary.arm, as_it_is(reliability_caption(measured)))},
                 PaperFigure{.name = "reliability",
                             .caption = "Accuracy by confidence; on the line both are equal.",
                             .figure = reliability_figure(measured),
                             .width = 0.6}}};
}

std::string limits_text(const Findings& findings) {
  std::string text =
      "The classifier always names one of its classes, also for sounds that belong to none, and "
      "was "
      "tested on one collection of recordings.";
  for (const std::string& reason : unsafe_reasons(findings))
    text += fmt::format(" *Unsafe: do not trust these numbers.* {}.", as_it_is(reason));
  if (!findings.comparison) return text;
  const auto& arms = findings.comparison->arms;
  for (const std::string& caution : runs::shared_cautions(arms)) text += " " + as_it_is(caution);
  if (arms.size() == 1)
    for (const std::string& caution : arms.front().cautions) text += " " + as_it_is(caution);
  return text;
}

}  // namespace

std::vector<AuthorField> classification_fields() {
  return {
      {f_interpretation, "Which classes are confused, and why, judging by sound and figures?", 180},
      {f_improve, "Name two changes, and say how you would test whether they help.", 120},
      {f_discussion, "How far do these results carry, and how do they compare with others?", 200}};
}

Paper classification_paper(const Findings& findings, const PracticalMaterial& material) {
  const auto fields = classification_fields();
  Paper paper{.title = material.title.empty() ? "Environmental sounds, part 2: classification"
                                              : material.title,
              .author = material.author,
              .references = known_references(material.own_references)};
  paper.sections = {data_section(material), network_section(findings),
                    results_section(findings, material), comparison_section_of(findings),
                    calibration_section(findings.arms.front())};
  paper.sections.push_back({.title = "Limits and discussion",
                            .blocks = {PaperText{limits_text(findings)},
                                       author_field(fields, f_improve, material.discussion),
                                       author_field(fields, f_discussion, material.discussion)}});
  return paper;
}

}  // namespace pinna::report
