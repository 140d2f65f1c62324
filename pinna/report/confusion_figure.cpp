#include "pinna/report/confusion_figure.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/report/colour_map.h"

namespace pinna::report {
namespace {

constexpr double shade_for_white_text = 0.62;
/// Not black, which pages in the dark turn light: it stands on the paper of the cells.
constexpr std::string_view ink_on_paper = "#101010";
constexpr double cell_half_width = 0.47;  ///< in cells: a hair of ground stays between them

/// Sizes that depend on how many classes must fit a page.
struct Scale {
  double cell_cm;
  double name_points;
  double number_points;
};

Scale scale_for(int64_t num_classes) {
  if (num_classes <= 12) return {0.82, 8, 7.5};
  if (num_classes <= 25) return {0.52, 7, 6};
  return {0.34, 6, 4.6};
}

/// The page around the square of cells, in cm.
struct Page {
  double square, left, bottom;
  static constexpr double top = 0.7, right = 2.2, axis_title = 0.8, gap = 0.25, bar_width = 0.3;

  Page(const metrics::ConfusionMatrix& confusion, const Scale& scale)
      : square(scale.cell_cm * static_cast<double>(confusion.num_classes())) {
    double widest = 0;
    for (const std::string& label : confusion.labels)
      widest = std::max(widest, text_width_cm(label, scale.name_points));
    left = bottom = widest + axis_title + gap;
  }
  double width() const { return left + square + right; }
  double height() const { return top + square + bottom; }
  std::string commands() const {
    return fmt::format(
        "set lmargin at screen {:.5f}\nset rmargin at screen {:.5f}\n"
        "set bmargin at screen {:.5f}\nset tmargin at screen {:.5f}\n"
        "set colorbox user origin screen {:.5f},{:.5f} size screen {:.5f},{:.5f} noborder\n"
        "set label 'predicted class' at screen {:.5f},{:.5f} center\n"
        "set label 'true class' at screen {:.5f},{:.5f} center rotate by 90\n",
        left / width(), (left + square) / width(), bottom / height(), (bottom + square) / height(),
        (left + square + gap) / width(), bottom / height(), bar_width / width(), square / height(),
        (left + square / 2) / width(), 0.4 / height(), 0.4 / width(),
        (bottom + square / 2) / height());
  }
};

std::vector<int64_t> ordered(std::vector<int64_t> classes,
                             const metrics::ConfusionMatrix& confusion, ClassOrder order) {
  if (order == ClassOrder::given) return classes;
  const auto recall = [&](int64_t index) {
    return static_cast<double>(confusion.at(index, index)) /
           static_cast<double>(std::max<int64_t>(1, confusion.row_sum(index)));
  };
  std::stable_sort(classes.begin(), classes.end(),
                   [&](int64_t a, int64_t b) { return recall(a) > recall(b); });
  return classes;
}

std::vector<int64_t> class_sequence(const metrics::ConfusionMatrix& confusion,
                                    const ConfusionFigureOptions& options) {
  std::vector<int64_t> sequence(static_cast<size_t>(confusion.num_classes()));
  std::iota(sequence.begin(), sequence.end(), 0);
  if (options.groups.empty()) return ordered(std::move(sequence), confusion, options.order);
  require_partition(options.groups, confusion.num_classes());
  sequence.clear();
  for (const ClassGroup& group : options.groups) {
    const auto members = ordered(group.classes, confusion, options.order);
    sequence.insert(sequence.end(), members.begin(), members.end());
  }
  return sequence;
}

/// Values of the cells and what colour and text they get.
class Cells {
 public:
  Cells(const metrics::ConfusionMatrix& confusion, CellValue kind) : kind_(kind) {
    if (kind == CellValue::row_per_cent) {
      values_ = confusion.row_per_cent();
      maximum_ = 100;
      return;
    }
    values_.assign(confusion.counts.begin(), confusion.counts.end());
    maximum_ = std::max(1.0, *std::max_element(values_.begin(), values_.end()));
  }
  double value(size_t index) const { return values_[index]; }
  double maximum() const { return maximum_; }
  double shade(double value) const { return std::sqrt(value / maximum_); }
  std::string_view unit() const {
    return kind_ == CellValue::counts ? "clips" : "share of the true class [%]";
  }

 private:
  CellValue kind_;
  std::vector<double> values_;
  double maximum_;
};

/// Rows "column row shade 'text' text-colour" of the cells that are not zero.
std::string cell_rows(const Cells& cells, const std::vector<int64_t>& sequence) {
  std::string rows;
  const size_t n = sequence.size();
  for (size_t row = 0; row < n; ++row)
    for (size_t column = 0; column < n; ++column) {
      const double value = cells.value(static_cast<size_t>(sequence[row]) * n +
                                       static_cast<size_t>(sequence[column]));
      if (value <= 0) continue;
      const double shade = cells.shade(value);
      rows += fmt::format("{} {} {:.4f} {} {}\n", column, row, shade,
                          value < 0.5 ? "·" : fmt::format("{:.0f}", value),
                          shade > shade_for_white_text ? 0xFFFFFF : 0x101010);
    }
  return rows;
}

std::string ticks(const metrics::ConfusionMatrix& confusion, const std::vector<int64_t>& sequence) {
  std::string list;
  for (size_t i = 0; i < sequence.size(); ++i)
    list += fmt::format(
        "{}{} {}", i ? ", " : "",
        gnuplot_text(display_name(confusion.labels[static_cast<size_t>(sequence[i])])), i);
  return list;
}

/// Colour bar ticks at round values, placed where their square roots fall.
std::string colour_ticks(const Cells& cells) {
  std::string list;
  for (const double share : {0.0, 0.01, 0.05, 0.1, 0.25, 0.5, 1.0}) {
    const double value = cells.maximum() * share;
    if (cells.maximum() < 100 && value != std::round(value) && share != 0) continue;
    list += fmt::format("{}'{:.0f}' {:.4f}", list.empty() ? "" : ", ", value, cells.shade(value));
  }
  return list;
}

/// Frames around the diagonal blocks and names above them.
std::string group_marks(const std::vector<ClassGroup>& groups, double name_points) {
  std::string marks;
  double begin = -0.5;
  for (const ClassGroup& group : groups) {
    const double end = begin + static_cast<double>(group.classes.size());
    marks += fmt::format(
        "set object rectangle from {0},{0} to {1},{1} front fillstyle empty "
        "border linecolor rgb '{5}' linewidth 0.8\n"
        "set label {2} at {3},graph 1.012 center font ',{4}'\n",
        begin, end, gnuplot_text(group.name), (begin + end) / 2, name_points, ink_on_paper);
    begin = end;
  }
  return marks;
}

}  // namespace

Figure confusion_figure(const metrics::ConfusionMatrix& confusion,
                        const ConfusionFigureOptions& options) {
  const int64_t n = confusion.num_classes();
  if (n == 0)
    throw core::InvalidOptions(
        {.what = "confusion matrix", .got = "no classes", .expected = "at least one"});
  const Scale scale = scale_for(n);
  const Page page(confusion, scale);
  const std::vector<int64_t> sequence = class_sequence(confusion, options);
  const Cells cells(confusion, options.cells);
  const std::string names = ticks(confusion, sequence);

  std::string script = fmt::format("$cells << END\n{}END\n", cell_rows(cells, sequence));
  script += palette_command(paper_to_ink) + page.commands();
  script += fmt::format(
      "unset key\nset border 0\n"
      "set xrange [-0.5:{0}]\nset yrange [{0}:-0.5]\nset cbrange [0:1]\n"
      "set xtics ({1}) rotate by 90 right scale 0 font ',{2}'\n"
      "set ytics ({1}) scale 0 font ',{2}'\n"
      "set cbtics ({3}) scale 0 font ',{2}' offset -0.5,0\nset cblabel '{4}'\n"
      "set object rectangle from graph 0,0 to graph 1,1 behind fillcolor rgb '{5}' "
      "fillstyle solid noborder\n",
      static_cast<double>(n) - 0.5, names, scale.name_points, colour_ticks(cells), cells.unit(),
      paper_to_ink.front());
  script += group_marks(options.groups, scale.name_points);
  script += fmt::format(
      "plot $cells using 1:2:({0}):({0}):3 with boxxyerror fillstyle solid noborder "
      "linecolor palette, "
      "$cells using 1:2:4:5 with labels font ',{1}' textcolor rgb variable\n",
      cell_half_width, scale.number_points);
  return {.width_cm = page.width(), .height_cm = page.height(), .script = std::move(script)};
}

}  // namespace pinna::report
