#include "pinna/runs/comparison_text.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace pinna::runs {
namespace {

std::string points(double difference) {
  return fmt::format("{:.1f} points", 100 * std::abs(difference));
}

std::string p_equals(double p) {
  return p < 0.001 ? "p below 0.001" : "p " + p_text(p);
}

/// "Holm p 0.012"; where there is one arm only, there is nothing to correct.
std::string family_p(const ArmComparison& comparison) {
  return comparison.holm_p == comparison.randomisation.p ? p_equals(comparison.holm_p)
                                                         : "Holm " + p_equals(comparison.holm_p);
}

std::string shown(const ArmComparison& comparison, const std::string& baseline) {
  return fmt::format(
      "{} is {} {} {} {}, {}: a difference, for {} and clips like these {} from {} recordings.",
      comparison.arm, points(comparison.difference.value),
      comparison.difference.value < 0 ? "below" : "above", baseline,
      points_range(comparison.difference.bca), family_p(comparison),
      comparison.num_seeds == 1 ? "these trained networks" : "networks trained like these",
      comparison.num_clips, comparison.num_clusters);
}

std::string not_shown(const ArmComparison& comparison, const std::string& baseline, double alpha) {
  const metrics::Interval& interval = comparison.difference.bca;
  std::string text =
      fmt::format("No difference between {} and {} can be concluded: {} points {}, {}",
                  comparison.arm, baseline, signed_points(comparison.difference.value),
                  points_range(interval), family_p(comparison));
  const bool holds_zero = interval.low <= 0 && interval.high >= 0;
  if (comparison.holm_p <= alpha)
    text += ": the p value is small, but the interval includes zero.";
  else if (!holds_zero)
    text += fmt::format(": the interval excludes zero, but the p value is above {:g}.", alpha);
  else
    text += ": the interval includes zero.";
  return text + " This is no proof that they are equal.";
}

/// What McNemar's test could have seen among the clips on which the methods disagree.
std::string power(const ArmComparison& comparison, double alpha) {
  const int64_t discordant = comparison.majority.discordant();
  const auto surplus = metrics::mcnemar_least_surplus(discordant, alpha);
  const std::string text =
      fmt::format(" The methods disagree on {} of {} clips{}: ", discordant, comparison.num_clips,
                  comparison.num_seeds == 1 ? "" : " (by majority of the seeds)");
  if (!surplus) return text + fmt::format("no split of so few is significant at {:g}.", alpha);
  return text +
         fmt::format(
             "the smallest difference that a test of single clips detects at {:g} is {} ({} "
             "against {}).",
             alpha,
             points(static_cast<double>(*surplus) / static_cast<double>(comparison.num_clips)),
             (discordant + *surplus) / 2, (discordant - *surplus) / 2);
}

std::string folds_alone(const ArmComparison& comparison, double alpha) {
  if (!comparison.folds) return "";
  const metrics::SignedRankTest& test = comparison.folds->signed_rank;
  const int64_t folds = std::ssize(comparison.folds->folds);
  const double floor = std::exp2(static_cast<double>(1 - folds));
  if (floor > alpha)
    return fmt::format(
        " Folds alone cannot show a difference here: {} folds cannot give a Wilcoxon p below {:g} "
        "(here {:g}).",
        folds, floor, test.p);
  return fmt::format(" Over {} folds Wilcoxon's p is {:.3g}, at least {:g}.", folds, test.p, floor);
}

}  // namespace

std::string signed_points(double difference) {
  const std::string text = fmt::format("{:+.1f}", 100 * difference);
  return text == "+0.0" || text == "-0.0" ? "0.0" : text;
}

std::string points_range(const metrics::Interval& interval) {
  return fmt::format("[{}, {}]", signed_points(interval.low), signed_points(interval.high));
}

std::string p_text(double p) {
  return p < 0.001 ? "<0.001" : fmt::format("{:.3f}", p);
}

std::string exact_p_text(double p) {
  return fmt::format("{:.4g}", p);
}

std::vector<std::string> shared_cautions(const std::vector<ArmComparison>& arms) {
  std::vector<std::string> shared;
  if (arms.size() < 2) return shared;
  for (const std::string& caution : arms.front().cautions)
    if (std::all_of(arms.begin(), arms.end(), [&](const ArmComparison& arm) {
          return std::find(arm.cautions.begin(), arm.cautions.end(), caution) != arm.cautions.end();
        }))
      shared.push_back(caution);
  return shared;
}

std::vector<std::string> own_cautions(const ArmComparison& arm,
                                      const std::vector<std::string>& shared) {
  std::vector<std::string> own = arm.cautions;
  std::erase_if(own, [&](const std::string& caution) {
    return std::find(shared.begin(), shared.end(), caution) != shared.end();
  });
  return own;
}

std::string conclusion(const ArmComparison& comparison, const std::string& baseline, double level) {
  // 1 - 0.95 is a little more than 0.05 in floating point.
  const double alpha = std::round((1 - level) * 1e9) / 1e9;
  return (comparison.verdict == Verdict::difference
              ? shown(comparison, baseline)
              : not_shown(comparison, baseline, alpha) + power(comparison, alpha)) +
         folds_alone(comparison, alpha);
}

std::string method_text(const ComparisonOptions& options, int64_t num_arms) {
  std::string text = fmt::format(
      "Differences are in percentage points of accuracy on the same clips, with {:g} % BCa "
      "bootstrap intervals: source recordings {}are drawn with replacement, {} times, the same "
      "draw "
      "for both arms. ",
      100 * options.bootstrap.level,
      options.seeds == metrics::SeedLevel::resampled ? "and seeds " : "",
      options.bootstrap.resamples);
  text +=
      "p is of a randomisation test that exchanges the two arms' answers recording by recording, "
      "the seeds as they are";
  text += num_arms > 1 ? fmt::format(", corrected by Holm for {} arms.", num_arms) : ".";
  return text;
}

}  // namespace pinna::runs
