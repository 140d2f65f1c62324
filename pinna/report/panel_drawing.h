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

/// Those of the colour bar of `look`, right of its place and as long.
std::string colour_bar(const PanelLook& look, const std::string& unit, PageSize page);
/// Width of a colour bar with its numbers and unit, of the gap before it and of the page's margin.
double colour_bar_cm(const PanelLook& look, const std::string& unit);
/// The commands after which further panels have none.
inline constexpr const char* no_colour_bar = "unset colorbox\nunset label 2\n";

}  // namespace pinna::report
