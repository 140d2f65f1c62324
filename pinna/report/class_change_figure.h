// Which classes a method helps and which it harms.
#pragma once

#include <string>
#include <vector>

#include "pinna/report/figure.h"

namespace pinna::report {

/// Arm minus baseline of each class by one measure.
struct ClassChanges {
  std::string title = "";  ///< "event F1 minus that of crnn [points]"
  std::vector<std::string> arms = {};
  std::vector<std::string> classes = {};
  /// [arms, classes], in the unit of the title; NaN where there is none.
  std::vector<double> values = {};
  int decimals = 1;  ///< of the numbers in the cells
};

/// A row an arm, a column a class, a signed number in every cell. Gains grow dark blue, losses
/// orange inside a frame, so that the sign survives a grey print; the shades of both reach the
/// largest change of all. InvalidOptions for no arms or classes, another number of values, infinite
/// ones, or decimals outside 0 to 6.
Figure class_change_figure(const ClassChanges& changes);

}  // namespace pinna::report
