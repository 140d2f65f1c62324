#include "pinna/report/case_study_section.h"

#include <algorithm>
#include <functional>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/report/inspection_figures.h"
#include "pinna/runs/disagreements.h"
#include "pinna/runs/inspection_scores.h"

namespace pinna::report {
namespace {

std::string attribution_text(const runs::Attribution& by) {
  std::string text = fmt::format("“{}”", as_it_is(by.title));
  if (!by.author.empty()) text += " by " + as_it_is(by.author);
  text += by.licence.empty() ? ", licence not stated" : ", " + as_it_is(by.licence);
  if (!by.source.empty()) text += fmt::format(" ({})", as_it_is(by.source));
  return text;
}

PaperTable view_table(const runs::Inspection& inspection) {
  PaperTable table{.name = "views",
                   .caption = "What each network hears in the recording.",
                   .header = {"view", "method", "events"},
                   .text_columns = 2};
  const auto scores = runs::view_scores(inspection);
  if (!scores.empty()) {
    table.caption +=
        " F1 against the reference labels; one recording is an example, no measurement.";
    table.header.insert(table.header.end(), {"event F1 %", "segment F1 %"});
  }
  const auto per_cent = [](const std::optional<double>& value) {
    return value ? fmt::format("{:.1f}", 100 * *value) : std::string("–");
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

/// The longest ones, by time.
PaperTable disagreement_table(const std::vector<runs::Disagreement>& pieces) {
  constexpr size_t most = 6;
  std::vector<runs::Disagreement> longest = pieces;
  std::ranges::stable_sort(longest, std::greater{}, [](const runs::Disagreement& piece) {
    return piece.offset - piece.onset;
  });
  longest.resize(std::min(longest.size(), most));
  std::ranges::stable_sort(longest, {}, &runs::Disagreement::onset);
  PaperTable table{.name = "disagreements",
                   .caption = pieces.size() > most
                                  ? fmt::format("The longest of {} disagreements.", pieces.size())
                                  : "Disagreements.",
                   .header = {"seconds", "label", "who hears it"},
                   .text_columns = 3};
  for (const runs::Disagreement& piece : longest)
    table.rows.push_back({fmt::format("{:.1f}–{:.1f}", piece.onset, piece.offset),
                          display_name(piece.event_label),
                          fmt::format("{}; not {}", fmt::join(piece.heard_by, ", "),
                                      fmt::join(piece.missed_by, ", "))});
  return table;
}

/// The first of these that `pinna inspect` drew as PDF and PNG; empty if there is none.
std::filesystem::path picture_of(const runs::InspectionFolder& folder,
                                 const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const std::filesystem::path file = folder.figures_path() / name;
    if (std::filesystem::exists(file.string() + ".pdf") &&
        std::filesystem::exists(file.string() + ".png"))
      return file;
  }
  return {};
}

void add_picture(PaperSection& section, std::string name, std::string caption,
                 std::filesystem::path files) {
  if (files.empty()) return;
  PaperFigure figure;
  figure.name = std::move(name);
  figure.caption = std::move(caption);
  figure.files = std::move(files);
  figure.width = 0.85;
  section.blocks.push_back(std::move(figure));
}

/// The index of the page of a long recording with most disagreement.
size_t busiest_page(const std::vector<ValueRange>& pages,
                    const std::vector<runs::Disagreement>& pieces) {
  size_t busiest = 0;
  double most = -1;
  for (size_t page = 0; page < pages.size(); ++page) {
    double seconds = 0;
    for (const runs::Disagreement& piece : pieces)
      seconds += std::max(
          0.0, std::min(piece.offset, pages[page].high) - std::max(piece.onset, pages[page].low));
    if (seconds <= most) continue;
    most = seconds;
    busiest = page;
  }
  return busiest;
}

}  // namespace

PaperSection case_study_section(const runs::InspectionFolder& folder) {
  const runs::Inspection inspection = folder.read();
  PaperSection section{.title = "Case study"};
  section.blocks.push_back(
      PaperText{fmt::format("{}, {:.0f} s. It lies beside this report, with a page that plays it.",
                            attribution_text(inspection.attribution), inspection.seconds)});
  const auto pieces = runs::disagreements(inspection);
  add_picture(section, "case", "The recording and the events that each view hears, label by label.",
              picture_of(folder, {"overview", "overview-1"}));
  if (const auto pages = inspection_pages(inspection.seconds); !pages.empty()) {
    const size_t page = busiest_page(pages, pieces);
    const std::string name = fmt::format("page-{:02}", page + 1);
    add_picture(section, "case-page",
                fmt::format("The part with most disagreement, from {:g} to {:g} s.",
                            pages[page].low, pages[page].high),
                picture_of(folder, {name, name + "-1"}));
  }
  section.blocks.push_back(view_table(inspection));
  if (!pieces.empty()) section.blocks.push_back(disagreement_table(pieces));
  return section;
}

}  // namespace pinna::report
