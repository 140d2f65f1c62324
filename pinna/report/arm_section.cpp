#include "pinna/report/arm_section.h"

#include <algorithm>

#include <fmt/format.h>

#include "pinna/report/audio_player.h"
#include "pinna/report/class_bars.h"
#include "pinna/report/confusion_figure.h"
#include "pinna/report/html_text.h"
#include "pinna/report/inline_figure.h"
#include "pinna/report/learning_curves.h"
#include "pinna/report/misclassified.h"
#include "pinna/report/reliability_figure.h"
#include "pinna/report/source_section.h"

namespace pinna::report {
namespace {

constexpr int64_t max_confusions = 12;
constexpr size_t max_mistakes = 300;

std::string tile(std::string_view value, std::string_view name, std::string_view note) {
  return fmt::format(
      "<div class=\"tile\"><b>{}</b><span class=\"name\">{}</span><span>{}</span></div>\n", value,
      name, note);
}

std::string interval_note(const metrics::MeanEstimate& estimate, double level) {
  if (!estimate.interval) return "one fold: no spread";
  return fmt::format("{:.0f} % interval {}; sd {:.1f} points", 100 * level,
                     per_cent_range(estimate.interval->low, estimate.interval->high),
                     100 * *estimate.deviation);
}

std::string fold_table(const ArmFindings& arm) {
  HtmlTable table{.header = {"fold", "seed", "accuracy", "interval", "macro F1", "training clips",
                             "test clips", "epoch", "minutes"},
                  .text_columns = 0};
  for (const RunFindings& run : arm.runs) {
    const auto& [scores, protocol] = *run.scores;
    table.rows.push_back(
        {fmt::to_string(protocol.fold), fmt::to_string(protocol.seed), per_cent(scores.accuracy),
         per_cent_range(scores.accuracy_interval.low, scores.accuracy_interval.high),
         fmt::format("{:.3f}", scores.macro.f1), fmt::to_string(protocol.train_clips),
         fmt::to_string(protocol.test_clips), fmt::to_string(protocol.epoch),
         fmt::format("{:.1f}", run.result.seconds / 60)});
  }
  return table.to_html();
}

std::string curves(const ArmFindings& arm, std::string_view name) {
  const auto logs = logs_of(arm);
  if (logs.empty()) return "";
  const char* caption = logs.size() > 1 ? "Loss and accuracy by epoch: every run faint, their mean "
                                          "strong."
                                        : "Loss and accuracy by epoch.";
  return inline_figure(learning_curves(logs), fmt::format("{}-curves", name), caption);
}

std::string confusion_part(const metrics::ClassificationScores& scores, std::string_view name) {
  const auto groups = known_groups(scores.confusion.labels);
  std::string html = inline_figure(
      confusion_figure(scores.confusion, {.groups = groups}), fmt::format("{}-confusion", name),
      "Share of each true class in per cent, of all held-out clips together. The "
      "colour grows with the square root, so that rare confusions show.");
  HtmlTable table{.header = {"true class", "taken for", "clips", "of the class"},
                  .text_columns = 2};
  for (const auto& [truth, predicted, count] :
       metrics::worst_confusions(scores.confusion, max_confusions)) {
    const auto& row = scores.per_class[static_cast<size_t>(truth)];
    table.rows.push_back(
        {escape(display_name(row.label)),
         escape(display_name(scores.per_class[static_cast<size_t>(predicted)].label)),
         fmt::to_string(count),
         per_cent(static_cast<double>(count) / static_cast<double>(row.support))});
  }
  if (table.rows.empty()) return html + "<p>No clip was misclassified.</p>\n";
  return html + "<h3>Most frequent confusions</h3>\n" + table.to_html();
}

std::string class_part(const metrics::ClassificationScores& scores, std::string_view name) {
  HtmlTable table{.header = {"class", "clips", "precision", "recall", "interval of recall", "F1"}};
  for (const metrics::ClassScores& row : scores.per_class)
    table.rows.push_back(
        {escape(display_name(row.label)), fmt::to_string(row.support),
         fmt::format("{:.3f}", row.precision), fmt::format("{:.3f}", row.recall),
         fmt::format("{:.3f} to {:.3f}", row.recall_interval.low, row.recall_interval.high),
         fmt::format("{:.3f}", row.f1)});
  return inline_figure(class_bars(scores), fmt::format("{}-bars", name),
                       "Recall of each class with its Wilson interval, and F1.") +
         details(fmt::format("Table of all {} classes", table.rows.size()), table.to_html());
}

std::string mistakes_part(const ArmFindings& arm, const HtmlReportOptions& options) {
  const auto mistakes = misclassified(arm.predictions);
  if (mistakes.empty()) return "";
  const auto& labels = arm.predictions.labels;
  const auto name_of = [&](int64_t index) {
    return escape(display_name(labels[static_cast<size_t>(index)]));
  };
  int64_t players = 0;
  HtmlTable table{
      .header = {"clip", "true class", "taken for", "probability", "of the true class", "wrong in"},
      .text_columns = 3};
  for (const Misclassified& mistake : mistakes) {
    if (table.rows.size() == max_mistakes) break;
    std::string clip = escape(mistake.clip);
    const auto audio = options.clip_audio.find(mistake.clip);
    if (players < options.max_players && audio != options.clip_audio.end()) {
      const std::string player = audio_player(audio->second, options.max_audio_bytes);
      players += !player.empty();
      clip += player;
    }
    table.rows.push_back({clip, name_of(mistake.truth), name_of(mistake.predicted),
                          fmt::format("{:.2f}", mistake.probability),
                          fmt::format("{:.2f}", mistake.truth_probability),
                          fmt::format("{} of {}", mistake.wrong, mistake.predictions)});
  }
  const std::string summary =
      fmt::format("{} misclassified clips, the most confident mistakes first{}", mistakes.size(),
                  mistakes.size() > max_mistakes ? fmt::format(" (first {})", max_mistakes) : "");
  const auto page = options.errors_pages.find(arm.summary.arm);
  const std::string link =
      page == options.errors_pages.end()
          ? ""
          : fmt::format("<p><a href=\"{}\">The worst errors, to listen to and look at</a></p>\n",
                        escape(page->second));
  return "<h3>Misclassified clips</h3>\n" + link + details(summary, table.to_html());
}

std::string calibration_part(const ArmFindings& arm, std::string_view name) {
  const metrics::Calibration calibration = metrics::measure_calibration(arm.predictions);
  return inline_figure(reliability_figure(calibration), fmt::format("{}-reliability", name),
                       escape(reliability_caption(calibration)));
}

}  // namespace

std::string headline_tiles(const runs::ArmSummary& summary) {
  const metrics::ClassificationScores& pooled = summary.pooled;
  const metrics::Interval& interval = pooled.accuracy_interval;
  std::string html = "<div class=\"tiles\">\n";
  html +=
      tile(per_cent(pooled.accuracy), fmt::format("accuracy, {} held-out clips", pooled.num_clips),
           fmt::format("{:.0f} % interval {}", 100 * pooled.level,
                       per_cent_range(interval.low, interval.high)));
  if (summary.num_folds > 1)
    html += tile(per_cent(summary.accuracy.mean),
                 fmt::format("mean accuracy of {} folds", summary.num_folds),
                 interval_note(summary.accuracy, pooled.level));
  html += tile(
      fmt::format("{:.3f}", pooled.macro.f1), "macro F1",
      fmt::format("precision {:.3f}, recall {:.3f}", pooled.macro.precision, pooled.macro.recall));
  html += tile(per_cent(pooled.top_k_accuracy), fmt::format("top-{} accuracy", pooled.top_k),
               fmt::format("of {} classes; chance {}", pooled.per_class.size(),
                           per_cent(static_cast<double>(pooled.top_k) /
                                    static_cast<double>(pooled.per_class.size()))));
  return html + "</div>\n";
}

std::string arm_section(const ArmFindings& arm, std::string_view name,
                        const HtmlReportOptions& options) {
  const metrics::ClassificationScores& pooled = arm.summary.pooled;
  return "<h2>Runs</h2>\n" + fold_table(arm) + curves(arm, name) + "<h2>Confusions</h2>\n" +
         confusion_part(pooled, name) + mistakes_part(arm, options) +
         source_section(arm.predictions) + "<h2>Classes</h2>\n" + class_part(pooled, name) +
         "<h2>Calibration</h2>\n" + calibration_part(arm, name);
}

}  // namespace pinna::report
