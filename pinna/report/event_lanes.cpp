#include "pinna/report/event_lanes.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/report/colour_map.h"
#include "pinna/report/panel_drawing.h"

namespace pinna::report {
namespace {

constexpr double font_points = 8;
constexpr double spectrogram_cm = 3.4, gap_cm = 0.25, bar_cm = 0.2, lane_gap_cm = 0.2,
                 legend_sample_cm = 1.6, ribbon_cm = 0.42, bottom_cm = 1.0, legend_cm = 0.55;

/// What labels and colour bar take of the width, about.
constexpr double margins_cm = 4;

constexpr const char* score_unit = "score";

/// Far apart in lightness, dark first.
constexpr std::array<std::string_view, 6> colours{"#1d4f7c", "#e08a00", "#5a5a5a",
                                                  "#6aaee3", "#8c2d04", "#b4b4b4"};

std::vector<std::string> labels_of(const std::vector<EventSource>& sources) {
  std::set<std::string> labels;
  for (const EventSource& source : sources)
    for (const events::Event& event : source.events) labels.insert(event.event_label);
  return {labels.begin(), labels.end()};
}

void check(const FeaturePanel& spectrogram, const std::vector<EventSource>& sources) {
  report::check(spectrogram);
  if (spectrogram.is_curve() || sources.empty() || sources.size() > colours.size())
    throw core::InvalidOptions(
        {.what = "events on lanes",
         .got = fmt::format("{} rows, {} sources", spectrogram.values.bins, sources.size()),
         .expected = fmt::format("a picture and 1 to {} sources", colours.size())});
}

/// A picture with a row for each class, the first on top.
FeaturePanel ribbons_of(const events::FrameScores& scores) {
  FeaturePanel panel{.values = {scores.num_classes(), scores.num_frames},
                     .seconds = static_cast<double>(scores.num_frames) * scores.frame_seconds,
                     .frame_seconds = scores.frame_seconds,
                     .first_frame = scores.frame_seconds / 2,
                     .axis = {.quantity = "class"},
                     .value_unit = score_unit};
  for (int64_t row = 0; row < scores.num_classes(); ++row) {
    const int64_t index = scores.num_classes() - 1 - row;
    panel.axis.names.push_back(display_name(scores.labels[static_cast<size_t>(index)]));
    for (int64_t frame = 0; frame < scores.num_frames; ++frame)
      panel.values.at(row, frame) = scores.at(frame, index);
  }
  return panel;
}

/// Rows are counted from the lane on top.
class Lanes {
 public:
  Lanes(std::vector<std::string> labels, const std::vector<EventSource>& sources)
      : labels_(std::move(labels)), sources_(sources) {}

  double height_cm() const {
    return static_cast<double>(std::max<size_t>(labels_.size(), 1)) * lane_cm();
  }

  std::string script(const PanelPlace& place, PageSize page, const ValueRange& seconds) const {
    std::string script = "unset object\nunset arrow\n" + place.margins(page);
    script += fmt::format("set xrange [{:.6f}:{:.6f}]\nset yrange [{}:0]\n", seconds.low,
                          seconds.high, std::max<size_t>(labels_.size(), 1));
    script += "set xtics format '%g'\nset xlabel 'time [s]'\nset ytics scale 0 (";
    for (size_t i = 0; i < labels_.size(); ++i)
      script += fmt::format("{}{} {}", i == 0 ? "" : ", ", gnuplot_text(display_name(labels_[i])),
                            static_cast<double>(i) + 0.5);
    script += ")\n";
    for (size_t i = 1; i < labels_.size(); ++i)
      script += fmt::format(
          "set arrow from graph 0, first {0} to graph 1, first {0} nohead back linecolor rgb '{1}' "
          "linewidth 0.5\n",
          i, grid_line);
    script += bars(seconds);
    return script + legend_and_plot(place, page);
  }

  /// Names are put in rows of columns as wide as the longest.
  int64_t legend_columns(double width_cm) const {
    double widest = 0;
    for (const EventSource& source : sources_)
      widest = std::max(widest, text_width_cm(source.name, font_points));
    return std::max<int64_t>(1, static_cast<int64_t>(width_cm / (widest + legend_sample_cm)));
  }
  int64_t legend_rows(double width_cm) const {
    const int64_t columns = legend_columns(width_cm);
    return (std::ssize(sources_) + columns - 1) / columns;
  }

 private:
  double lane_cm() const { return static_cast<double>(sources_.size()) * bar_cm + lane_gap_cm; }

  std::string bars(const ValueRange& seconds) const {
    std::string script;
    int number = 1;
    for (size_t s = 0; s < sources_.size(); ++s)
      for (const events::Event& event : sources_[s].events) {
        const double begin = std::max(event.onset, seconds.low);
        const double end = std::min(event.offset, seconds.high);
        if (end < begin) continue;
        const auto label = std::lower_bound(labels_.begin(), labels_.end(), event.event_label);
        const double top = static_cast<double>(label - labels_.begin()) +
                           (lane_gap_cm / 2 + static_cast<double>(s) * bar_cm) / lane_cm();
        script += fmt::format(
            "set object {} rectangle from first {:.6f}, first {:.4f} to first {:.6f}, first {:.4f} "
            "fillcolor rgb '{}' fillstyle solid noborder\n",
            number++, begin, top, end, top + 0.9 * bar_cm / lane_cm(), colours[s]);
      }
    return script;
  }

  std::string legend_and_plot(const PanelPlace& place, PageSize page) const {
    std::string script = fmt::format(
        "set key at screen {:.5f},{:.5f} horizontal left top samplen 1.5 width 1 maxcols {}\nplot ",
        place.left / page.width_cm, 1 - page_margin_cm / page.height_cm,
        legend_columns(page.width_cm - margins_cm));
    for (size_t s = 0; s < sources_.size(); ++s)
      script += fmt::format("{}NaN with lines linewidth 5 linecolor rgb '{}' title {}",
                            s == 0 ? "" : ", ", colours[s], gnuplot_text(sources_[s].name));
    return script + "\nunset key\n";
  }

  std::vector<std::string> labels_;
  const std::vector<EventSource>& sources_;
};

std::string panel_with_bar(const FeaturePanel& panel, const PanelLook& look, PageSize page) {
  return colour_bar(look, panel.value_unit, page) + panel_script(panel, look, page) + no_colour_bar;
}

}  // namespace

Figure event_lanes(const FeaturePanel& spectrogram, const std::vector<EventSource>& sources,
                   const EventLanesStyle& style) {
  check(spectrogram, sources);
  const std::vector<std::string> labels = labels_of(sources);
  const Lanes lanes(labels, sources);
  std::optional<FeaturePanel> ribbons;
  if (style.scores) ribbons = ribbons_of(*style.scores);
  const double ribbons_cm =
      ribbons ? static_cast<double>(ribbons->values.bins) * ribbon_cm + gap_cm : 0;
  const double legend_rows_cm =
      legend_cm * static_cast<double>(lanes.legend_rows(style.width_cm - margins_cm));
  const PageSize page{.width_cm = style.width_cm,
                      .height_cm = bottom_cm + lanes.height_cm() + gap_cm + ribbons_cm +
                                   spectrogram_cm + legend_rows_cm + page_margin_cm};
  const ValueRange seconds = style.seconds.value_or(ValueRange{0, spectrogram.seconds});
  PanelLook look{.values = shown_range({&spectrogram, 1}),
                 .seconds = seconds,
                 .font_points = font_points,
                 .time_labels = Labels::hidden};
  look.place.top = page.height_cm - page_margin_cm - legend_rows_cm;
  look.place.bottom = look.place.top - spectrogram_cm;
  PanelLook ribbon_look = look;
  ribbon_look.values = {0, 1};
  ribbon_look.place.top = look.place.bottom - gap_cm;
  ribbon_look.place.bottom = look.place.bottom - ribbons_cm;

  double labels_cm = left_labels_cm(spectrogram, look);
  for (const std::string& label : labels)
    labels_cm =
        std::max(labels_cm, text_width_cm(display_name(label), font_points) + page_margin_cm);
  double right_cm = colour_bar_cm(look, spectrogram.value_unit);
  if (ribbons) {
    labels_cm = std::max(labels_cm, left_labels_cm(*ribbons, ribbon_look));
    right_cm = std::max(right_cm, colour_bar_cm(ribbon_look, score_unit));
  }
  look.place.left = ribbon_look.place.left = labels_cm + page_margin_cm;
  look.place.right = ribbon_look.place.right = page.width_cm - right_cm;
  const PanelPlace below{.left = look.place.left,
                         .right = look.place.right,
                         .bottom = bottom_cm,
                         .top = bottom_cm + lanes.height_cm()};

  std::string script = palette_command(colour_stops(ColourMap::viridis)) +
                       "set border 15 linewidth 0.5\nset tics scale 0.3\nunset key\n"
                       "set multiplot\n" +
                       panel_with_bar(spectrogram, look, page);
  if (ribbons) script += panel_with_bar(*ribbons, ribbon_look, page);
  script += std::string("unset title\nunset label\n") + lanes.script(below, page, seconds);
  return {.width_cm = page.width_cm,
          .height_cm = page.height_cm,
          .font_points = font_points,
          .script = script + "unset multiplot\n"};
}

}  // namespace pinna::report
