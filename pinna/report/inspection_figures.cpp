#include "pinna/report/inspection_figures.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include <fmt/format.h>

#include "pinna/features/feature.h"
#include "pinna/features/log_mel_options.h"
#include "pinna/report/event_lanes.h"

namespace pinna::report {
namespace {

constexpr size_t sources_of_figure = 6;
constexpr double page_seconds = 60, longest_single_page = 90;
constexpr int64_t num_bands = 96, shortest_hop = 256, shortest_fft = 1024, longest_fft = 16384;

EventSource source_of(const runs::ModelView& view) {
  return {.name = view.name, .events = view.events};
}

/// The views in groups that fit a figure beside the reference.
std::vector<std::vector<EventSource>> groups_of(const runs::Inspection& inspection) {
  const size_t room = sources_of_figure - (inspection.reference ? 1 : 0);
  std::vector<std::vector<EventSource>> groups;
  for (size_t i = 0; i < inspection.views.size(); ++i) {
    if (i % room == 0) {
      groups.emplace_back();
      if (inspection.reference)
        groups.back().push_back({.name = "reference", .events = *inspection.reference});
    }
    groups.back().push_back(source_of(inspection.views[i]));
  }
  return groups;
}

/// The classes that ever score, so that silent ones take no room; all if none does.
events::FrameScores audible(const events::FrameScores& scores) {
  std::vector<std::string> labels;
  for (int64_t index = 0; index < scores.num_classes(); ++index)
    if (std::ranges::max(scores.column(index)) >= 0.2F)
      labels.push_back(scores.labels[static_cast<size_t>(index)]);
  if (labels.empty()) return scores;
  return events::on_grid(scores, labels, scores.num_frames, scores.frame_seconds);
}

}  // namespace

FeaturePanel inspection_spectrogram(std::span<const float> mono, int64_t sample_rate,
                                    int64_t max_frames) {
  const int64_t hop = std::max(shortest_hop, static_cast<int64_t>(mono.size()) / max_frames);
  const auto window = static_cast<int64_t>(std::bit_ceil(static_cast<uint64_t>(2 * hop)));
  features::LogMelOptions options;
  options.mel.spectrum.sample_rate = sample_rate;
  options.mel.spectrum.hop_length = hop;
  options.mel.spectrum.n_fft = std::clamp(window, shortest_fft, longest_fft);
  options.mel.n_mels = num_bands;
  return feature_panels(*features::make_feature(options), mono, "").front();
}

std::vector<NamedFigure> inspection_figures(const FeaturePanel& spectrogram,
                                            const runs::Inspection& inspection) {
  std::vector<NamedFigure> figures;
  const auto groups = groups_of(inspection);
  for (size_t i = 0; i < groups.size(); ++i)
    figures.push_back({groups.size() == 1 ? "overview" : fmt::format("overview-{}", i + 1),
                       event_lanes(spectrogram, groups[i])});
  for (const runs::ModelView& view : inspection.views) {
    EventLanesStyle style;
    style.scores = audible(view.scores);
    figures.push_back({"scores-" + view.name, event_lanes(spectrogram, {source_of(view)}, style)});
  }
  if (inspection.seconds <= longest_single_page || groups.empty()) return figures;
  const auto pages = static_cast<int64_t>(std::ceil(inspection.seconds / page_seconds));
  for (int64_t page = 0; page < pages; ++page) {
    EventLanesStyle style;
    const double from = static_cast<double>(page) * page_seconds;
    style.seconds = ValueRange{from, std::min(from + page_seconds, inspection.seconds)};
    if (style.seconds->high - style.seconds->low < 1) break;
    figures.push_back(
        {fmt::format("minute-{:02}", page + 1), event_lanes(spectrogram, groups.front(), style)});
  }
  return figures;
}

}  // namespace pinna::report
