// How a panel is drawn at its place on the page.
#pragma once

#include <string>

#include "pinna/report/axis_ticks.h"
#include "pinna/report/feature_panel.h"

namespace pinna::report {

/// Where a panel stands, in cm from the left and lower edge of the page.
struct PanelPlace {
  double left = 0;
  double right = 1;
  double bottom = 0;
  double top = 1;

  /// The gnuplot commands that fix the margins.
  std::string margins(double page_width_cm, double page_height_cm) const;
};

struct PanelLook {
  PanelPlace place = {};
  ValueRange values = {};   ///< ends of the colour bar, or of the axis of a curve
  ValueRange seconds = {};  ///< the time axis
  double font_points = 8;
  Labels row_labels = Labels::shown;
  Labels time_labels = Labels::shown;
};

/// How much room the labels left of a panel need.
double left_labels_cm(const FeaturePanel& panel, const PanelLook& look);

/// The gnuplot commands of the panel, without margins and colour bar: title, ticks, labels, plot.
std::string panel_script(const FeaturePanel& panel, const PanelLook& look);

}  // namespace pinna::report
