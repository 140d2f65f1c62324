// Points of several classes in a plane.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "pinna/report/figure.h"

namespace pinna::report {

struct ScatterPoint {
  double x = 0;
  double y = 0;
  int64_t target = 0;     ///< index of the class
  bool is_error = false;  ///< drawn with a circle around it
};

struct Scatter {
  std::string title = "";
  std::array<std::string, 2> axes = {};  ///< empty: the axis has no numbers either
  std::vector<std::string> labels = {};  ///< of the classes
  std::vector<ScatterPoint> points = {};
};

/// One shape and one colour a class, told apart in grey too; a legend outside; the circle of errors
/// explained in it. With more classes than shapes the pair of shape and colour is unique and every
/// class is named at the median of its points. InvalidOptions for no points, a class without label
/// or a coordinate that is not finite.
Figure scatter_figure(const Scatter& scatter);

}  // namespace pinna::report
