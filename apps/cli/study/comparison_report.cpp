#include "apps/cli/study/comparison_report.h"

#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/text_table.h"
#include "pinna/runs/comparison_text.h"
#include "pinna/runs/measures.h"

namespace pinna::cli {
namespace {

std::string per_cent(double share) {
  return fmt::format("{:.1f}", 100 * share);
}

std::string seed_p_values(const runs::ArmComparison& arm) {
  std::vector<std::string> values;
  for (const runs::SeedComparison& seed : arm.seeds) values.push_back(runs::p_text(seed.mcnemar.p));
  return fmt::format("{}", fmt::join(values, " "));
}

std::string comparison_table(const runs::StudyComparison& comparison) {
  using core::Align;
  core::TextTable table(
      {{"arm"},
       {"clips", Align::right},
       {"sources", Align::right},
       {"accuracy %", Align::right},
       {"difference", Align::right},
       {fmt::format("{:g} % interval", 100 * comparison.options.bootstrap.level), Align::right},
       {"p", Align::right},
       {"Holm p", Align::right},
       {"McNemar", Align::right},
       {"by seed", Align::right},
       {"Wilcoxon", Align::right},
       {"resampled t", Align::right}});
  const runs::ArmComparison& first = comparison.arms.front();
  table.add_row({comparison.clip_baseline, fmt::to_string(first.num_clips),
                 fmt::to_string(first.num_clusters), per_cent(first.baseline_accuracy), "baseline",
                 "", "", "", "", "", "", ""});
  for (const runs::ArmComparison& arm : comparison.arms) {
    const bool has_t = arm.folds && arm.folds->resampled_t;
    table.add_row({arm.arm, fmt::to_string(arm.num_clips), fmt::to_string(arm.num_clusters),
                   per_cent(arm.accuracy), runs::signed_points(arm.difference.value),
                   runs::points_range(arm.difference.bca), runs::p_text(arm.randomisation.p),
                   runs::p_text(arm.holm_p), runs::p_text(arm.majority.p), seed_p_values(arm),
                   arm.folds ? runs::exact_p_text(arm.folds->signed_rank.p) : "-",
                   has_t ? runs::p_text(arm.folds->resampled_t->p) : "-"});
  }
  return table.to_string();
}

std::string event_table(const runs::StudyComparison& comparison) {
  using core::Align;
  core::TextTable table(
      {{"arm"},
       {"measure"},
       {comparison.baseline, Align::right},
       {"arm", Align::right},
       {"difference", Align::right},
       {fmt::format("{:g} % interval", 100 * comparison.options.bootstrap.level), Align::right},
       {"p", Align::right},
       {"Holm p", Align::right}});
  for (const runs::EventArmComparison& arm : comparison.event_arms)
    for (const runs::MeasureDifference& row : arm.measures) {
      const std::string name = core::enum_name(row.measure);
      const auto text = [&](double value) { return runs::measure_text(name, value); };
      const bool is_primary = &row == &arm.measures.front();
      table.add_row(
          {is_primary ? arm.arm : "", runs::measure_title(name), text(row.baseline), text(row.arm),
           text(row.difference.value),
           fmt::format("[{}, {}]", text(row.difference.bca.low), text(row.difference.bca.high)),
           is_primary ? runs::p_text(arm.randomisation.p) : "",
           is_primary ? runs::p_text(arm.holm_p) : ""});
    }
  return table.to_string();
}

std::string event_part(const runs::StudyComparison& comparison) {
  if (comparison.event_arms.empty()) return "";
  std::string text =
      event_table(comparison) + "\n" +
      runs::event_method_text(comparison.options, std::ssize(comparison.event_arms)) + "\n";
  for (const runs::EventArmComparison& arm : comparison.event_arms)
    text += "\n" + runs::conclusion(arm, comparison.baseline, comparison.options.bootstrap.level) +
            "\n";
  // The same for every arm of one design.
  for (const std::string& caution : comparison.event_arms.front().cautions)
    text += "  - " + caution + "\n";
  return text;
}

std::string legend(const runs::StudyComparison& comparison) {
  return runs::method_text(comparison.options, std::ssize(comparison.arms)) +
         " McNemar: exact, on clips; a method is right about a clip if most of its seeds are; by "
         "seed: each seed's clips alone. Wilcoxon and the corrected resampled t: over the folds, "
         "seeds averaged.\n";
}

std::string clip_part(const runs::StudyComparison& comparison) {
  if (comparison.arms.empty()) return "";
  std::string text = comparison_table(comparison) + "\n" + legend(comparison);
  const auto shared = runs::shared_cautions(comparison.arms);
  for (const runs::ArmComparison& arm : comparison.arms) {
    text += "\n" +
            runs::conclusion(arm, comparison.clip_baseline, comparison.options.bootstrap.level) +
            "\n";
    for (const std::string& caution : runs::own_cautions(arm, shared))
      text += "  - " + caution + "\n";
  }
  if (!shared.empty()) text += "\nOf all arms:\n";
  for (const std::string& caution : shared) text += "  - " + caution + "\n";
  return text;
}

}  // namespace

void add_bootstrap_options(CLI::App& app, metrics::BootstrapOptions& options) {
  app.add_option("--resamples", options.resamples, "draws of the bootstrap")
      ->type_name("N")
      ->capture_default_str();
  app.add_option("--seed", options.seed, "seed of the draws")
      ->type_name("S")
      ->capture_default_str();
  app.add_option("--level", options.level, "confidence level; 1 - level is the significance level")
      ->type_name("SHARE")
      ->capture_default_str();
}

void report_comparison(const runs::StudyComparison& comparison, Console& console) {
  std::string text = clip_part(comparison);
  if (!comparison.arms.empty() && !comparison.event_arms.empty()) text += "\n";
  text += event_part(comparison);
  for (const auto& [key, reason] : comparison.left_out)
    text +=
        fmt::format("\nleft out: {}, fold {}, seed {}: {}", key.arm, key.fold, key.seed, reason);
  if (!comparison.left_out.empty()) text += "\n";
  console.report("comparisons", runs::to_json(comparison), text);
}

}  // namespace pinna::cli
