#include "pinna/report/comparison_section.h"

#include <vector>

#include <fmt/format.h>

#include "pinna/report/forest_figure.h"
#include "pinna/report/html_text.h"
#include "pinna/report/inline_figure.h"
#include "pinna/runs/comparison_text.h"

namespace pinna::report {
namespace {

std::string p_cell(double p) {
  return escape(runs::p_text(p));
}

std::string seed_cell(const runs::ArmComparison& arm) {
  std::vector<std::string> values;
  for (const runs::SeedComparison& seed : arm.seeds) values.push_back(p_cell(seed.mcnemar.p));
  return fmt::format("{}", fmt::join(values, ", "));
}

std::string comparison_table(const runs::StudyComparison& comparison) {
  HtmlTable table{.header = {"arm", "clips", "sources", "accuracy", "difference", "interval", "p",
                             "Holm p", "McNemar", "by seed", "Wilcoxon", "resampled t"}};
  const runs::ArmComparison& first = comparison.arms.front();
  table.rows.push_back({escape(comparison.clip_baseline), fmt::to_string(first.num_clips),
                        fmt::to_string(first.num_clusters), per_cent(first.baseline_accuracy),
                        "baseline", "", "", "", "", "", "", ""});
  for (const runs::ArmComparison& arm : comparison.arms) {
    const bool has_t = arm.folds && arm.folds->resampled_t;
    table.rows.push_back({escape(arm.arm), fmt::to_string(arm.num_clips),
                          fmt::to_string(arm.num_clusters), per_cent(arm.accuracy),
                          runs::signed_points(arm.difference.value),
                          runs::points_range(arm.difference.bca), p_cell(arm.randomisation.p),
                          p_cell(arm.holm_p), p_cell(arm.majority.p), seed_cell(arm),
                          arm.folds ? runs::exact_p_text(arm.folds->signed_rank.p) : "",
                          has_t ? p_cell(arm.folds->resampled_t->p) : ""});
  }
  return table.to_html();
}

std::string conclusions(const runs::StudyComparison& comparison) {
  std::string html;
  const auto shared = runs::shared_cautions(comparison.arms);
  for (const runs::ArmComparison& arm : comparison.arms) {
    html +=
        fmt::format("<p>{}</p>\n", escape(runs::conclusion(arm, comparison.clip_baseline,
                                                           comparison.options.bootstrap.level)));
    for (const std::string& caution : runs::own_cautions(arm, shared))
      html += fmt::format("<p class=\"note\">{}: {}</p>\n", escape(arm.arm), escape(caution));
  }
  for (const std::string& caution : shared)
    html += fmt::format("<p class=\"note\">All arms: {}</p>\n", escape(caution));
  for (const auto& [key, reason] : comparison.left_out)
    html += fmt::format("<p class=\"note\">Left out: {}, fold {}, seed {}: {}.</p>\n",
                        escape(key.arm), key.fold, key.seed, escape(reason));
  return html;
}

}  // namespace

std::string comparison_section(const Findings& findings) {
  constexpr const char* title = "<h2>Differences between the arms</h2>\n";
  if (!findings.comparison_problem.empty())
    return fmt::format("{}<p class=\"note\">Not compared: {}</p>\n", title,
                       escape(findings.comparison_problem));
  if (!findings.comparison) return "";
  const runs::StudyComparison& comparison = *findings.comparison;
  const std::string method =
      escape(runs::method_text(comparison.options, std::ssize(comparison.arms)));
  return title +
         inline_figure(forest_figure(comparison), "differences",
                       method + " Filled points: a difference may be concluded.") +
         conclusions(comparison) +
         details("Table of all tests",
                 comparison_table(comparison) +
                     "<p class=\"note\">McNemar: exact, on clips, a method being right about a "
                     "clip if most of its seeds are; by seed: each seed's clips alone. Wilcoxon "
                     "and the corrected resampled t (Nadeau and Bengio 2003): over the folds, "
                     "seeds averaged.</p>\n");
}

}  // namespace pinna::report
