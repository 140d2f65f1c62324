// Features as figures: several of one recording on one time axis, or one of many recordings.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pinna/report/colour_map.h"
#include "pinna/report/feature_panel.h"
#include "pinna/report/figure.h"

namespace pinna::report {

struct FeatureFigureStyle {
  ColourMap colour_map = ColourMap::viridis;
  std::optional<ValueRange> values = std::nullopt;   ///< of every panel; empty: shown_range
  std::optional<ValueRange> seconds = std::nullopt;  ///< the stretch shown; empty: all
  std::optional<double> width_cm = std::nullopt;
  std::optional<double> height_cm = std::nullopt;
};

/// Panels one above the other on one time axis, the first on top, each with its own colour bar or
/// value axis. InvalidOptions for no panels, as check(FeaturePanel), and for a page too small.
Figure feature_figure(std::span<const FeaturePanel> panels, const FeatureFigureStyle& style = {});

/// Panels of one kind, such as a channel of the clips of many classes.
struct PanelGroup {
  std::string title = "";  ///< above them; may be empty
  std::vector<FeaturePanel> panels = {};
};

/// The range that all panels of a group are drawn with.
ValueRange values_of(const PanelGroup& group, const FeatureFigureStyle& style);

/// What classes look like: the groups one above the other, each its panels row by row on equal
/// axes, with one colour bar or value axis for all of them. InvalidOptions too for panels of a
/// group that differ in their rows.
Figure feature_grid(std::span<const PanelGroup> groups, const FeatureFigureStyle& style = {});

}  // namespace pinna::report
