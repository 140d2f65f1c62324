#include "pinna/report/contour.h"

#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace pinna::report {
namespace {

/// The line between two neighbouring values: from {row, column} to the right or upward.
using Edge = int64_t;

class Squares {
 public:
  Squares(const features::FeatureMatrix& values, double level) : values_(values), level_(level) {
    for (int64_t row = 0; row + 1 < values.bins; ++row)
      for (int64_t column = 0; column + 1 < values.frames; ++column) cross(row, column);
  }

  std::vector<Outline> lines() {
    std::vector<Outline> found;
    // Open lines first, from one of their ends; what is left closes.
    for (const auto& [edge, others] : links_)
      if (others.size() == 1 && !visited_.contains(edge)) found.push_back(follow(edge));
    for (const auto& [edge, others] : links_)
      if (!visited_.contains(edge)) {
        found.push_back(follow(edge));
        found.back().push_back(found.back().front());
      }
    return found;
  }

 private:
  bool is_above(int64_t row, int64_t column) const { return values_.at(row, column) >= level_; }
  Edge to_right(int64_t row, int64_t column) const { return 2 * (row * values_.frames + column); }
  Edge upward(int64_t row, int64_t column) const { return to_right(row, column) + 1; }

  void link(Edge a, Edge b) {
    links_[a].push_back(b);
    links_[b].push_back(a);
  }

  /// The one or two pieces of line within a square.
  void cross(int64_t row, int64_t column) {
    const bool low_left = is_above(row, column), low_right = is_above(row, column + 1);
    const bool high_left = is_above(row + 1, column), high_right = is_above(row + 1, column + 1);
    const Edge bottom = to_right(row, column), top = to_right(row + 1, column);
    const Edge left = upward(row, column), right = upward(row, column + 1);
    std::vector<Edge> crossed;
    if (low_left != low_right) crossed.push_back(bottom);
    if (low_right != high_right) crossed.push_back(right);
    if (high_left != high_right) crossed.push_back(top);
    if (low_left != high_left) crossed.push_back(left);
    if (crossed.size() == 2) link(crossed[0], crossed[1]);
    if (crossed.size() < 4) return;
    const double mean = (values_.at(row, column) + values_.at(row, column + 1) +
                         values_.at(row + 1, column) + values_.at(row + 1, column + 1)) /
                        4;
    const bool joins_low_left = (mean >= level_) == low_left;
    link(bottom, joins_low_left ? right : left);
    link(top, joins_low_left ? left : right);
  }

  std::array<double, 2> point(Edge edge) const {
    const int64_t row = edge / 2 / values_.frames, column = edge / 2 % values_.frames;
    const bool is_upward = edge % 2 == 1;
    const double a = values_.at(row, column);
    const double b = is_upward ? values_.at(row + 1, column) : values_.at(row, column + 1);
    const double share = (level_ - a) / (b - a);
    return {static_cast<double>(column) + (is_upward ? 0 : share),
            static_cast<double>(row) + (is_upward ? share : 0)};
  }

  Outline follow(Edge edge) {
    Outline line;
    for (bool goes_on = true; goes_on;) {
      visited_.insert(edge);
      line.push_back(point(edge));
      goes_on = false;
      for (const Edge next : links_.at(edge))
        if (!visited_.contains(next)) {
          edge = next;
          goes_on = true;
          break;
        }
    }
    return line;
  }

  const features::FeatureMatrix& values_;
  double level_;
  std::map<Edge, std::vector<Edge>> links_;
  std::set<Edge> visited_;
};

}  // namespace

std::vector<Outline> contour(const features::FeatureMatrix& values, double level) {
  return Squares(values, level).lines();
}

}  // namespace pinna::report
