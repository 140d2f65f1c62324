#include "apps/cli/torch/inspection_text.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/options.h"
#include "pinna/core/text_table.h"
#include "pinna/runs/disagreements.h"
#include "pinna/runs/inspection_record.h"
#include "pinna/runs/inspection_scores.h"

namespace pinna::cli {
namespace {

using core::Align;

constexpr size_t most_rows = 20;

std::string views_text(const runs::Inspection& inspection) {
  core::TextTable table({{"view"}, {"kind"}, {"method"}, {"events", Align::right}});
  for (const runs::ModelView& view : inspection.views)
    table.add_row(
        {view.name, core::enum_name(view.kind), view.method, fmt::to_string(view.events.size())});
  return table.to_string();
}

std::string scores_text(const runs::Inspection& inspection) {
  const std::vector<runs::ViewScores> scores = runs::view_scores(inspection);
  if (scores.empty()) return "";
  const auto per_cent = [](const std::optional<double>& share) {
    return share ? fmt::format("{:.1f}", 100 * *share) : std::string("-");
  };
  const auto milliseconds = [](const std::optional<double>& seconds) {
    return seconds ? fmt::format("{:.0f}", 1000 * *seconds) : std::string("-");
  };
  core::TextTable table({{"view"},
                         {"event F1 %", Align::right},
                         {"precision %", Align::right},
                         {"recall %", Align::right},
                         {"segment F1 %", Align::right},
                         {"onset error ms", Align::right},
                         {"confusion %", Align::right},
                         {"not counted: labels it does not know"}});
  for (const runs::ViewScores& row : scores)
    table.add_row({row.view, per_cent(row.event_based.f_measure),
                   per_cent(row.event_based.precision), per_cent(row.event_based.recall),
                   per_cent(row.segment_based.f_measure), milliseconds(row.errors.onset_error),
                   per_cent(row.errors.confusion),
                   row.unknown_labels.empty()
                       ? ""
                       : fmt::format("{} ({} of {} events)", fmt::join(row.unknown_labels, ", "),
                                     row.unknown_events, inspection.reference->size())});
  return "\nagainst the reference: collars of 0.2 s, segments of 1 s\n" + table.to_string();
}

std::string disagreements_text(const runs::Inspection& inspection) {
  if (inspection.views.size() < 2) return "";
  std::vector<runs::Disagreement> shown = runs::disagreements(inspection);
  if (shown.empty()) return "\nthe views agree\n";
  const size_t all = shown.size();
  std::ranges::stable_sort(shown, std::greater{}, [](const runs::Disagreement& stretch) {
    return stretch.offset - stretch.onset;
  });
  shown.resize(std::min(all, most_rows));
  std::ranges::stable_sort(shown, {}, &runs::Disagreement::onset);
  core::TextTable table({{"from s", Align::right},
                         {"to s", Align::right},
                         {"label"},
                         {"heard by"},
                         {"not heard by"}});
  for (const runs::Disagreement& stretch : shown)
    table.add_row({fmt::format("{:.2f}", stretch.onset), fmt::format("{:.2f}", stretch.offset),
                   stretch.event_label, fmt::format("{}", fmt::join(stretch.heard_by, ", ")),
                   fmt::format("{}", fmt::join(stretch.missed_by, ", "))});
  const std::string which =
      all > most_rows ? fmt::format("the longest {} of {}; all are on the page", most_rows, all)
                      : fmt::to_string(all);
  return fmt::format("\ndisagreements: {}\n{}", which, table.to_string());
}

}  // namespace

std::string text_of(const runs::Inspection& inspection) {
  return views_text(inspection) + scores_text(inspection) + disagreements_text(inspection);
}

std::string label_warning(const runs::Inspection& inspection) {
  std::vector<std::string> parts;
  for (const auto& [name, labels] : runs::missing_labels(runs::labels_of_views(inspection)))
    parts.push_back(fmt::format("{} knows no {}", name, fmt::join(labels, ", ")));
  if (parts.empty()) return "";
  return fmt::format(
      "the runs have different labels: {}; a label is compared among those that "
      "know it",
      fmt::join(parts, "; "));
}

}  // namespace pinna::cli
