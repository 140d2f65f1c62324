#include "pinna/report/inspection_figures.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "pinna/report/event_lanes.h"

namespace pinna::report {
namespace {

constexpr size_t sources_of_figure = 6;
constexpr double page_seconds = 60, longest_single_page = 90, shortest_page = 1;
constexpr double most_pages = 30;
constexpr float least_shown_score = 0.2F;

std::vector<events::Event> within(const std::vector<events::Event>& all,
                                  const ValueRange& seconds) {
  std::vector<events::Event> some;
  std::ranges::copy_if(all, std::back_inserter(some), [&](const events::Event& event) {
    return event.onset < seconds.high && event.offset > seconds.low;
  });
  return some;
}

/// The views in groups that fit a figure beside the reference, with what they hear in that time.
std::vector<std::vector<EventSource>> groups_of(const runs::Inspection& inspection,
                                                const ValueRange& seconds) {
  const size_t room = sources_of_figure - (inspection.reference ? 1 : 0);
  std::vector<std::vector<EventSource>> groups;
  for (size_t i = 0; i < inspection.views.size(); ++i) {
    if (i % room == 0) {
      groups.emplace_back();
      if (inspection.reference)
        groups.back().push_back(
            {.name = "reference", .events = within(*inspection.reference, seconds)});
    }
    const runs::ModelView& view = inspection.views[i];
    groups.back().push_back({.name = view.name, .events = within(view.events, seconds)});
  }
  return groups;
}

std::vector<NamedFigure> lanes_of(const FeaturePanel& spectrogram,
                                  const runs::Inspection& inspection, const ValueRange& seconds,
                                  const std::string& name) {
  std::vector<NamedFigure> figures;
  const auto groups = groups_of(inspection, seconds);
  for (size_t i = 0; i < groups.size(); ++i)
    figures.push_back({groups.size() == 1 ? name : fmt::format("{}-{}", name, i + 1),
                       event_lanes(spectrogram, groups[i], {.seconds = seconds})});
  return figures;
}

/// The classes that ever score, so that silent ones take no room; all if none does.
events::FrameScores audible(const events::FrameScores& scores) {
  std::vector<std::string> labels;
  for (int64_t index = 0; index < scores.num_classes(); ++index)
    if (std::ranges::max(scores.column(index)) >= least_shown_score)
      labels.push_back(scores.labels[static_cast<size_t>(index)]);
  if (labels.empty()) return scores;
  return events::on_grid(scores, labels, scores.num_frames, scores.frame_seconds);
}

}  // namespace

std::vector<NamedFigure> inspection_figures(const FeaturePanel& spectrogram,
                                            const runs::Inspection& inspection) {
  std::vector<NamedFigure> figures =
      lanes_of(spectrogram, inspection, {0, inspection.seconds}, "overview");
  for (const runs::ModelView& view : inspection.views)
    figures.push_back({"scores-" + view.name,
                       event_lanes(spectrogram, {{.name = view.name, .events = view.events}},
                                   {.scores = audible(view.scores)})});
  return figures;
}

std::vector<ValueRange> inspection_pages(double seconds) {
  std::vector<ValueRange> pages;
  if (seconds <= longest_single_page) return pages;
  const double length = page_seconds * std::ceil(seconds / page_seconds / most_pages);
  for (double begin = 0; begin < seconds - shortest_page; begin += length)
    pages.push_back({begin, std::min(begin + length, seconds)});
  return pages;
}

std::vector<NamedFigure> inspection_page_figures(const FeaturePanel& spectrogram,
                                                 const runs::Inspection& inspection,
                                                 const ValueRange& seconds, size_t number) {
  return lanes_of(spectrogram, inspection, seconds, fmt::format("page-{:02}", number));
}

}  // namespace pinna::report
