#include "pinna/report/numbered_plane.h"

#include <fmt/format.h>

namespace pinna::report {
namespace {

constexpr double font_points = 8;
constexpr double panel_width_cm = 8.6, panel_height_cm = 7, bottom_cm = 1.15, top_cm = 0.25;
constexpr double list_gap_cm = 0.2;
constexpr double num_ticks = 8;
constexpr double marker_half_cm = 0.16;

PanelPlace panel_of(const PlaneAxis& y, const std::string& title) {
  const double left = page_margin_cm + left_title_cm(title, panel_height_cm, font_points) +
                      widest_label_cm(y.ticks(num_ticks), font_points) + tick_gap_cm;
  return {.left = left,
          .right = left + panel_width_cm,
          .bottom = bottom_cm,
          .top = bottom_cm + panel_height_cm};
}

}  // namespace

NumberedPlane::NumberedPlane(const PlaneAxis& x, const PlaneAxis& y, PlaneTitles titles,
                             std::vector<ListEntry> entries)
    : x_(x),
      y_(y),
      titles_(std::move(titles)),
      entries_(std::move(entries)),
      panel_(panel_of(y, titles_.y)),
      page_{.width_cm = panel_.right + list_gap_cm + name_list_cm(entries_, panel_.height()),
            .height_cm = panel_.top + top_cm} {}

PanelPlace NumberedPlane::marker_box(double x, double y) const {
  return {.left = x_cm(x) - marker_half_cm,
          .right = x_cm(x) + marker_half_cm,
          .bottom = y_cm(y) - marker_half_cm,
          .top = y_cm(y) + marker_half_cm};
}

Figure NumberedPlane::figure(const std::vector<std::array<double, 2>>& arms,
                             const std::vector<PanelPlace>& obstacles,
                             const std::string& plot) const {
  std::vector<Spot> spots;
  for (const auto& [x, y] : arms) spots.push_back(number_spot(x_cm(x), y_cm(y), spots.size() + 1));
  const PanelPlace list{panel_.right + list_gap_cm, page_.width_cm, panel_.bottom, panel_.top};
  std::string script = panel_.margins(page_) + x_.commands("x", num_ticks) +
                       y_.commands("y", num_ticks) +
                       fmt::format("unset key\nset xlabel {}\n", gnuplot_text(titles_.x)) +
                       left_title(titles_.y, panel_, page_, font_points);
  script += name_list(entries_, list, page_);
  script +=
      numbers_beside(spots, texts_beside(spots, obstacles, panel_, numbered_font_points), page_);
  return {.width_cm = page_.width_cm,
          .height_cm = page_.height_cm,
          .font_points = font_points,
          .script = script + plot};
}

}  // namespace pinna::report
