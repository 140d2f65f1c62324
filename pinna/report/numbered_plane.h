// Two axes with a list of names at the right, and where their numbers lie on the page.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "pinna/report/figure.h"
#include "pinna/report/numbered_points.h"
#include "pinna/report/plane_axis.h"

namespace pinna::report {

struct PlaneTitles {
  std::string x = "";
  std::string y = "";
};

class NumberedPlane {
 public:
  NumberedPlane(const PlaneAxis& x, const PlaneAxis& y, PlaneTitles titles,
                std::vector<ListEntry> entries);

  const PanelPlace& panel() const { return panel_; }
  /// In cm from the left edge of the page.
  double x_cm(double value) const { return panel_.left + panel_.width() * x_.fraction(value); }
  /// In cm from its lower edge.
  double y_cm(double value) const { return panel_.bottom + panel_.height() * y_.fraction(value); }
  /// A square around a marker that is no arm's, for texts to stay off.
  PanelPlace marker_box(double x, double y) const;

  /// Axes, the list, and numbers beside the arms' points; then `plot`, commands that draw them.
  /// `arms` are points [x, y] in the order of the list.
  Figure figure(const std::vector<std::array<double, 2>>& arms,
                const std::vector<PanelPlace>& obstacles, const std::string& plot) const;

 private:
  PlaneAxis x_, y_;
  PlaneTitles titles_;
  std::vector<ListEntry> entries_;
  PanelPlace panel_;
  PageSize page_;
};

}  // namespace pinna::report
