// How a panel is drawn at its place on the page.
#pragma once

#include <string>

#include "pinna/report/axis_ticks.h"
#include "pinna/report/feature_panel.h"
#include "pinna/report/panel_place.h"

namespace pinna::report {

struct PanelLook {
  PanelPlace place = {};
  ValueRange values = {};   ///< ends of the colour bar, or of the axis of a curve
  ValueRange seconds = {};  ///< the time axis
  double font_points = 8;
  Labels row_labels = Labels::shown;
  Labels time_labels = Labels::shown;
};

/// How much room the labels and the title left of a panel need.
double left_labels_cm(const FeaturePanel& panel, const PanelLook& look);

/// The gnuplot commands of the panel without its colour bar: margins, title, ticks, labels, plot.
std::string panel_script(const FeaturePanel& panel, const PanelLook& look, PageSize page);

/// Those of the colour bar right of `place`, as long as that, at most `longest_cm`.
std::string colour_bar(const PanelPlace& place, PageSize page, ValueRange values,
                       const std::string& unit, double longest_cm = 1e3);
/// Width of a colour bar with its numbers and unit, and of the gap before it.
double colour_bar_cm(const std::string& unit);

}  // namespace pinna::report
