#include "pinna/report/evidence_figure.h"

#include <algorithm>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/report/feature_figure.h"

namespace pinna::report {
namespace {

void check_map(const std::vector<FeaturePanel>& panels, const features::FeatureMatrix& map) {
  if (panels.empty())
    throw core::InvalidOptions(
        {.what = "figure of evidence", .got = "no panels", .expected = "at least one"});
  for (const FeaturePanel& panel : panels)
    if (panel.values.bins != map.bins || panel.values.frames != map.frames)
      throw core::InvalidOptions(
          {.what = fmt::format("map over panel \"{}\"", panel.title),
           .got = fmt::format("[{}, {}]", map.bins, map.frames),
           .expected = fmt::format("[{}, {}]", panel.values.bins, panel.values.frames)});
  if (!std::ranges::all_of(map.values, [](float value) { return value >= 0; }))
    throw core::InvalidOptions(
        {.what = "map of evidence", .got = "a value below 0", .expected = "values of at least 0"});
}

/// From columns and rows to seconds and rows.
std::vector<Outline> on_time_axis(std::vector<Outline> lines, const FeaturePanel& panel) {
  for (Outline& line : lines)
    for (auto& point : line) point[0] = panel.first_frame + point[0] * panel.frame_seconds;
  return lines;
}

}  // namespace

Figure evidence_figure(std::vector<FeaturePanel> panels, const features::FeatureMatrix& map,
                       const std::string& map_title) {
  check_map(panels, map);
  FeaturePanel below = panels.front();
  below.title = map_title;
  below.values = map;
  below.value_unit = "share of the largest";
  const float largest = *std::ranges::max_element(map.values);
  if (largest > 0)
    for (float& value : below.values.values) value /= largest;
  below.outlines = on_time_axis(contour(below.values, outlined_share), below);
  for (FeaturePanel& panel : panels) panel.outlines = below.outlines;
  panels.push_back(std::move(below));
  return feature_figure(panels);
}

}  // namespace pinna::report
