#include "pinna/report/inspection_tables.h"

#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/report/figure.h"
#include "pinna/report/html_text.h"
#include "pinna/report/inspection_lanes.h"

namespace pinna::report {
namespace {

std::string listen_button(const std::string& label, double onset, double offset,
                          const TimeText& time, const std::string& attributes = "") {
  return fmt::format(
      "<button type=\"button\" class=\"listen\" data-onset=\"{:.3f}\" data-offset=\"{:.3f}\"{} "
      "aria-label=\"Listen to {} at {}\"></button>",
      onset, offset, attributes, label, time(onset));
}

std::string names_text(const std::vector<std::string>& names) {
  return escape(fmt::format("{}", fmt::join(names, ", ")));
}

/// Opens a table in a box of its own that scrolls.
std::string table_head(const std::vector<std::string>& columns, size_t num_numbers) {
  std::string html = "<div class=\"scroll long\" tabindex=\"0\"><table>\n<thead><tr>";
  for (size_t i = 0; i < columns.size(); ++i)
    html += fmt::format("<th scope=\"col\"{}>{}</th>",
                        i >= 1 && i <= num_numbers ? " class=\"number\"" : "", columns[i]);
  return html + "</tr></thead>\n<tbody>\n";
}

constexpr const char* table_end = "</tbody></table></div>\n";

std::string share_text(const std::optional<double>& share) {
  return share ? fmt::format("{:.1f}", 100 * *share) : "\u2013";
}

std::string seconds_text(const std::optional<double>& seconds) {
  return seconds ? fmt::format("{:.2f}", *seconds) : "\u2013";
}

/// What the reference has and the view cannot hear.
std::string unknown_text(const std::vector<std::string>& labels) {
  std::vector<std::string> names;
  for (const std::string& label : labels) names.push_back(display_name(label));
  return names_text(names);
}

std::string events_table(const std::vector<events::Event>& events, const LaneLabels& labels,
                         const TimeText& time) {
  const std::string unit(time.unit());
  std::string html = table_head({"", "from [" + unit + "]", "to [" + unit + "]", "label"}, 2);
  for (const events::Event& event : events) {
    const std::string label = escape(display_name(event.event_label));
    html += fmt::format(
        "<tr data-label=\"{}\"><td>{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td>"
        "<td>{}</td></tr>\n",
        labels.find(event.event_label).value_or(0),
        listen_button(label, event.onset, event.offset, time), time(event.onset),
        time(event.offset), label);
  }
  return html + table_end;
}

std::string events_part(const std::string& name, const std::vector<events::Event>& events,
                        const LaneLabels& labels, const TimeText& time) {
  const std::string summary = fmt::format("{}: {} {}", escape(name), events.size(),
                                          events.size() == 1 ? "event" : "events");
  return details(summary, events.empty() ? "<p class=\"note\">Nothing was heard.</p>\n"
                                         : events_table(events, labels, time));
}

}  // namespace

std::string disagreements_section(const runs::Inspection& inspection,
                                  const std::vector<runs::Disagreement>& disagreements,
                                  const LaneLabels& labels) {
  if (inspection.views.size() < 2) return "";
  std::string html = "<section id=\"disagreements\"><h2>Where the models disagree</h2>\n";
  if (disagreements.empty())
    return html +
           "<p>Nowhere: all models that know a label heard it at the same times.</p>"
           "</section>\n";
  const TimeText time(inspection.seconds);
  double seconds = 0;
  for (const runs::Disagreement& stretch : disagreements) seconds += stretch.offset - stretch.onset;
  html += fmt::format(
      "<p>{} {} of {:.3g} s together, in which some models hear a label and others, which know it "
      "too, do not. Keys N and P go from one to the next.</p>\n",
      disagreements.size(), disagreements.size() == 1 ? "stretch" : "stretches", seconds);
  html += table_head(
      {"", fmt::format("from [{}]", time.unit()), "length [s]", "label", "heard by", "missed by"},
      2);
  for (size_t i = 0; i < disagreements.size(); ++i) {
    const runs::Disagreement& stretch = disagreements[i];
    const std::string label = escape(display_name(stretch.event_label));
    html += fmt::format(
        "<tr data-label=\"{}\"><td>{}</td><td class=\"number\">{}</td><td class=\"number\">{:.2f}"
        "</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        labels.find(stretch.event_label).value_or(0),
        listen_button(label, stretch.onset, stretch.offset, time,
                      fmt::format(" data-disagreement=\"{}\"", i)),
        time(stretch.onset), stretch.offset - stretch.onset, label, names_text(stretch.heard_by),
        names_text(stretch.missed_by));
  }
  return html + table_end + "</section>\n";
}

std::string scores_section(const std::vector<runs::ViewScores>& scores) {
  if (scores.empty()) return "";
  HtmlTable whole{.header = {"model", "event-based F1 [%]", "precision [%]", "recall [%]",
                             "segment-based F1 [%]"}};
  HtmlTable parts{.header = {"model", "onset off by [s]", "offset off by [s]", "wrong label [%]",
                             "missed [%]", "extra [%]"}};
  for (const runs::ViewScores& row : scores) {
    whole.rows.push_back({escape(row.view), share_text(row.event_based.f_measure),
                          share_text(row.event_based.precision), share_text(row.event_based.recall),
                          share_text(row.segment_based.f_measure)});
    parts.rows.push_back({escape(row.view), seconds_text(row.errors.onset_error),
                          seconds_text(row.errors.offset_error), share_text(row.errors.confusion),
                          share_text(row.errors.missed), share_text(row.errors.extra)});
  }
  std::string html =
      "<section id=\"scores\"><h2>Scores against the reference</h2>\n"
      "<p>An event is found where its label is right, onsets lie within 0.2 s and offsets within "
      "0.2 s or half its length; segments of 1 s ask only whether a label sounds in them. One "
      "recording is an example: these numbers say nothing about others.</p>\n" +
      whole.to_html() +
      "<p>What and when apart: how far off the times of rightly named events are, and how often "
      "rightly timed events have the wrong name.</p>\n" +
      parts.to_html();
  for (const runs::ViewScores& row : scores)
    if (!row.unknown_labels.empty())
      html += fmt::format(
          "<p class=\"note\">{} does not know {}, which the reference has: {} not counted.</p>\n",
          escape(row.view), unknown_text(row.unknown_labels),
          row.unknown_events == 1 ? "one event is"
                                  : fmt::format("{} events are", row.unknown_events));
  return html + "</section>\n";
}

std::string events_section(const runs::Inspection& inspection, const LaneLabels& labels) {
  const TimeText time(inspection.seconds);
  std::string html = "<section id=\"events\"><h2>Events</h2>\n";
  if (inspection.reference) html += events_part("reference", *inspection.reference, labels, time);
  for (const runs::ModelView& view : inspection.views)
    html += events_part(view.name, view.events, labels, time);
  return html + "</section>\n";
}

std::string views_section(const runs::Inspection& inspection) {
  HtmlTable table{.header = {"name", "kind", "method", "run"}, .text_columns = 4};
  for (const runs::ModelView& view : inspection.views)
    table.rows.push_back(
        {escape(view.name), escape(kind_text(view)), escape(view.method), escape(view.run)});
  return "<section id=\"views\"><h2>The models</h2>\n" + table.to_html() + "</section>\n";
}

}  // namespace pinna::report
