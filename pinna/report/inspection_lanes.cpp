#include "pinna/report/inspection_lanes.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "pinna/report/figure.h"
#include "pinna/report/html_text.h"

namespace pinna::report {
namespace {

constexpr size_t label_colours = 8;  // --label-0 to --label-7 of inspection_page.css

/// Where something lies, as custom properties that the style sheet turns into a place.
std::string place(double onset, double offset) {
  return fmt::format("--on:{:.3f};--len:{:.3f}", onset, std::max(0.0, offset - onset));
}

class Lanes {
 public:
  Lanes(const runs::Inspection& inspection, const LaneLabels& labels)
      : inspection_(inspection), labels_(labels), time_(inspection.seconds) {}

  std::string reference() const {
    std::string html = head("reference", "reference", "as it was marked");
    for (size_t i = 0; i < labels_.num_heard; ++i)
      html += lane(i, "", bars(*inspection_.reference, i, "bar reference"), "");
    return html + "</section>\n";
  }

  std::string view(size_t index) const {
    const runs::ModelView& view = inspection_.views[index];
    std::string html = head(fmt::to_string(index), view.name, kind_text(view) + "; " + view.method);
    if (view.kind == runs::ViewKind::tagger)
      html +=
          "<div class=\"lane window-row\"><div class=\"gutter\">window</div><div class=\"track\">"
          "<div class=\"whole\"><span class=\"window\"></span></div></div></div>\n";
    for (size_t i = 0; i < labels_.names.size(); ++i) {
      const bool is_known = knows(view, labels_.names[i]);
      if (!is_known && i >= labels_.num_heard) continue;
      const std::string marked =
          inspection_.reference ? bars(*inspection_.reference, i, "ghost") : "";
      html += is_known ? lane(i, "", marked + "<canvas></canvas>" + bars(view.events, i, "bar"), "")
                       : lane(i, " unknown", marked, "not one of its classes");
    }
    return html + "</section>\n";
  }

  std::string marks(const std::vector<runs::Disagreement>& disagreements) const {
    std::string html =
        "<div class=\"lane marks\"><div class=\"gutter\"><span class=\"name\">disputed</span>"
        "</div><div class=\"track\"><div class=\"whole\">";
    std::vector<double> ends(mark_rows, -1);
    for (size_t i = 0; i < disagreements.size(); ++i) {
      const runs::Disagreement& stretch = disagreements[i];
      const auto free =
          std::find_if(ends.begin(), ends.end(), [&](double end) { return end <= stretch.onset; });
      const auto row = free == ends.end() ? std::min_element(ends.begin(), ends.end()) : free;
      *row = std::max(*row, stretch.offset);
      html += fmt::format(
          "<button class=\"mark\" data-disagreement=\"{}\" tabindex=\"-1\" style=\"{};--row:{}\" "
          "title=\"{}: {}, {} to {}\"></button>",
          i, place(stretch.onset, stretch.offset), row - ends.begin(), i + 1,
          escape(display_name(stretch.event_label)), time_(stretch.onset), time_(stretch.offset));
    }
    return html + "</div></div></div>\n";
  }

 private:
  static constexpr size_t mark_rows = 3;

  static std::string head(std::string_view block, const std::string& name,
                          const std::string& words) {
    return fmt::format(
        "<section class=\"block\" data-block=\"{0}\" aria-label=\"{1}\">\n<header><h3>{1}</h3> "
        "<span>{2}</span></header>\n",
        block, escape(name), escape(words));
  }

  std::string lane(size_t label, std::string_view more_classes, const std::string& content,
                   std::string_view remark) const {
    return fmt::format(
        "<div class=\"lane{0}{1}\" data-label=\"{2}\" style=\"--label:var(--label-{3})\"><div "
        "class=\"gutter\"><span class=\"name\" title=\"{4}\">{4}</span><span "
        "class=\"score\"></span></div><div class=\"track\">{5}{6}</div></div>\n",
        more_classes, label < labels_.num_heard ? "" : " on-demand", label, label % label_colours,
        escape(display_name(labels_.names[label])), content,
        remark.empty() ? "" : fmt::format("<span class=\"remark\">{}</span>", remark));
  }

  std::string bars(const std::vector<events::Event>& events, size_t label,
                   std::string_view classes) const {
    std::string html = "<div class=\"whole\">";
    for (const events::Event& event : events)
      if (event.event_label == labels_.names[label])
        html +=
            fmt::format("<span class=\"{}\" style=\"{}\" title=\"{} to {}\"></span>", classes,
                        place(event.onset, event.offset), time_(event.onset), time_(event.offset));
    return html + "</div>";
  }

  const runs::Inspection& inspection_;
  const LaneLabels& labels_;
  TimeText time_;
};

}  // namespace

std::string TimeText::operator()(double seconds) const {
  const auto hundredths = std::llround(100 * seconds);
  if (!has_minutes) return fmt::format("{}.{:02}", hundredths / 100, hundredths % 100);
  return fmt::format("{}:{:02}.{:02}", hundredths / 6000, hundredths / 100 % 60, hundredths % 100);
}

std::string kind_text(const runs::ModelView& view) {
  if (view.kind == runs::ViewKind::detector) return "detector";
  return fmt::format("tagger, hears {:.3g} s around each frame", view.window_seconds);
}

std::string inspection_lanes(const runs::Inspection& inspection,
                             const std::vector<runs::Disagreement>& disagreements,
                             const LaneLabels& labels) {
  const Lanes lanes(inspection, labels);
  std::string html = fmt::format(
      "<div id=\"time-line\" style=\"--seconds:{:.6f}\">\n"
      "<div class=\"lane ruler\"><div class=\"gutter\">time [{}]</div><div class=\"track\" "
      "id=\"ruler\"><div id=\"ticks\"></div><span id=\"pointer-time\" hidden></span></div></div>\n"
      "<div class=\"lane spectrogram\"><div class=\"gutter\" id=\"axis\"></div><div "
      "class=\"track\" "
      "id=\"spectrogram\"><canvas></canvas></div></div>\n",
      inspection.seconds, TimeText(inspection.seconds).unit());
  if (!disagreements.empty()) html += lanes.marks(disagreements);
  if (inspection.reference) html += lanes.reference();
  for (size_t i = 0; i < inspection.views.size(); ++i) html += lanes.view(i);
  return html +
         "<div class=\"overlay\" aria-hidden=\"true\"><div class=\"whole\"><div id=\"region\" "
         "hidden></div></div>"
         "<div id=\"pointer\" hidden></div><div id=\"cursor\"></div></div>\n</div>\n";
}

}  // namespace pinna::report
