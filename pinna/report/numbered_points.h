// Points of many arms in a plane: numbers beside the points, names in a list at the right of the
// panel, so that no two texts overlap.
#pragma once

#include <string>
#include <vector>

#include "pinna/report/panel_place.h"

namespace pinna::report {

/// A point on the page and how wide the text beside it is, in cm.
struct Spot {
  double x = 0;
  double y = 0;
  double text_width = 0;
};

/// The centre of a text, in cm. One that found no room close to its point needs a line to it.
struct TextPlace {
  double x = 0;
  double y = 0;
  bool is_far = false;
};

/// For each spot the nearest place of those around it at which the text, one line high, covers
/// neither a point nor an obstacle (bars of errors) nor another text and stays inside `frame`;
/// where there is none, the one that covers least. Texts are placed one after the other.
std::vector<TextPlace> texts_beside(const std::vector<Spot>& spots,
                                    const std::vector<PanelPlace>& obstacles,
                                    const PanelPlace& frame, double font_points);

/// What stands before a name of the list.
enum class ListMark {
  number,   ///< of an arm, counted from 1
  diamond,  ///< the baseline as a point
  dashes,   ///< the baseline as a line
  none,     ///< a remark
};

struct ListEntry {
  std::string name = "";
  ListMark mark = ListMark::number;
};

/// How the baseline's point is drawn, in gnuplot's words: hollow, so that it hides no arm.
std::string baseline_marker();

inline constexpr double numbered_font_points = 7.5;

/// How wide the list is where it may be as high as that; it has further columns where it must.
double name_list_cm(const std::vector<ListEntry>& entries, double height_cm);
/// The commands that write the list into `place`, from its upper left corner.
std::string name_list(const std::vector<ListEntry>& entries, const PanelPlace& place,
                      PageSize page);

/// The commands that write "1", "2", ... beside the points, with lines to those that are far.
std::string numbers_beside(const std::vector<Spot>& spots, const std::vector<TextPlace>& places,
                           PageSize page);
/// Spots of numbers 1, 2, ... at these points, in cm.
Spot number_spot(double x, double y, size_t number);

}  // namespace pinna::report
