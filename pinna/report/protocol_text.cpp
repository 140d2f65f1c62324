#include "pinna/report/protocol_text.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace pinna::report {
namespace {

std::vector<runs::Protocol> protocols_of(const Findings& findings) {
  std::vector<runs::Protocol> protocols;
  for (const ArmFindings& arm : findings.arms)
    for (const RunFindings& run : arm.runs) protocols.push_back(run.scores->protocol);
  return protocols;
}

std::string range_text(int64_t low, int64_t high) {
  return low == high ? fmt::to_string(low) : fmt::format("{} to {}", low, high);
}

std::string selection_text(const std::vector<runs::Protocol>& protocols) {
  const auto [least, most] =
      std::minmax_element(protocols.begin(), protocols.end(),
                          [](const auto& a, const auto& b) { return a.epoch < b.epoch; });
  const std::string epochs = range_text(least->epoch, most->epoch);
  return protocols.front().selection == runs::Selection::last_epoch
             ? fmt::format(
                   "The number of epochs ({}) was fixed before training and the last "
                   "weights were scored: no clip chose among them.",
                   epochs)
             : fmt::format(
                   "The epoch (here {}) was chosen on clips set aside from the training "
                   "folds, never on the held-out fold.",
                   epochs);
}

std::string cross_validation_text(const std::vector<runs::Protocol>& protocols) {
  std::set<int64_t> folds;
  std::set<uint64_t> seeds;
  for (const runs::Protocol& protocol : protocols) {
    folds.insert(protocol.fold);
    seeds.insert(protocol.seed);
  }
  const runs::Protocol& first = protocols.front();
  if (!first.test_part.empty())
    return fmt::format("Every run trained on the same part of {} and was scored on another: {}.",
                       first.dataset, first.test_part);
  const bool is_complete = static_cast<int64_t>(folds.size()) == first.num_folds;
  std::string text = fmt::format(
      "{} of {} were held out in turn: every clip was scored by a network that had not been "
      "trained on its fold, and each held-out fold was scored once.",
      is_complete ? fmt::format("All {} folds", folds.size())
                  : fmt::format("{} of the {} folds", folds.size(), first.num_folds),
      first.dataset);
  if (!is_complete) text += " Folds that are missing here are part of no number here.";
  if (seeds.size() > 1)
    text += fmt::format(
        " Every fold was trained with {} seeds; intervals count each clip and each fold once.",
        seeds.size());
  return text;
}

/// What scaling by temperatures did; empty where no run has one.
std::string temperature_text(const Findings& findings) {
  std::vector<double> temperatures;
  double before = 0, after = 0;
  for (const ArmFindings& arm : findings.arms)
    for (const RunFindings& run : arm.runs) {
      const runs::RunScores& scores = *run.scores;
      if (!scores.protocol.ece_unscaled || !scores.scores.calibration) continue;
      temperatures.push_back(scores.protocol.temperature);
      before += *scores.protocol.ece_unscaled;
      after += scores.scores.calibration->ece;
    }
  if (temperatures.empty()) return "";
  const auto [least, most] = std::ranges::minmax_element(temperatures);
  const auto count = static_cast<double>(temperatures.size());
  return fmt::format(
      "\nProbabilities were scaled by a temperature for each network ({:.2f} to {:.2f}), fitted on "
      "clips set aside from the training folds: the mean expected calibration error of the runs is "
      "{:.1f} %, and {:.1f} % without it. Accuracy does not depend on it.",
      *least, *most, 100 * after / count, 100 * before / count);
}

/// Each warning of the runs once, a paragraph of its own.
std::string warnings_text(const std::vector<runs::Protocol>& protocols) {
  std::set<std::string> warnings;
  for (const runs::Protocol& protocol : protocols)
    warnings.insert(protocol.warnings.begin(), protocol.warnings.end());
  std::string text;
  for (const std::string& warning : warnings) text += "\nNote: " + warning;
  return text;
}

}  // namespace

std::string protocol_text(const Findings& findings) {
  const auto protocols = protocols_of(findings);
  if (protocols.size() == 1)
    return runs::describe(protocols.front()) +
           "\nThe interval is Wilson's for one set of clips. It does not cover the choice of the "
           "fold or of the seed." +
           warnings_text(protocols);
  return cross_validation_text(protocols) + "\n" + selection_text(protocols) +
         "\nIntervals of pooled clips are Wilson's. The interval over folds is Student's t; it is "
         "only approximate, because the training sets of the folds overlap." +
         temperature_text(findings) + warnings_text(protocols);
}

std::set<std::string> unsafe_reasons(const Findings& findings) {
  std::set<std::string> reasons;
  for (const runs::Protocol& protocol : protocols_of(findings))
    if (!protocol.unsafe.empty()) reasons.insert(protocol.unsafe);
  return reasons;
}

}  // namespace pinna::report
