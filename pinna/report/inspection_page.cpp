#include "pinna/report/inspection_page.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <span>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "pinna/audio/decode.h"
#include "pinna/audio/encode.h"
#include "pinna/audio/level.h"
#include "pinna/audio/resample.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/utf8.h"
#include "pinna/report/axis_ticks.h"
#include "pinna/report/base64.h"
#include "pinna/report/colour_map.h"
#include "pinna/report/figure.h"
#include "pinna/report/html_page.h"
#include "pinna/report/html_text.h"
#include "pinna/runs/disagreements.h"
#include "pinna/runs/inspection_scores.h"

namespace pinna::report {

// inspection_page.js and inspection_page.css, by cmake/embed.cmake.
extern const std::string_view inspection_script, inspection_style;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr float least_shown_score = 0.3F;
constexpr double spectrogram_range_db = 80;
constexpr int64_t copy_rate = 24000;  ///< of the copy that is played where the file is too large

std::string base64_of(const std::vector<uint8_t>& bytes) {
  return base64({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

uint8_t to_byte(double share) {
  return static_cast<uint8_t>(std::lround(255 * std::clamp(share, 0.0, 1.0)));
}

/// The colour of each byte, as [red, green, blue].
Json colours_of(std::span<const std::string_view> stops) {
  const auto channel = [](std::string_view stop, int part) {
    return std::stoi(std::string(stop.substr(static_cast<size_t>(1 + 2 * part), 2)), nullptr, 16);
  };
  Json table = Json::array();
  for (int level = 0; level < 256; ++level) {
    const double at = level / 255.0 * static_cast<double>(stops.size() - 1);
    const auto low = std::min(static_cast<size_t>(at), stops.size() - 2);
    const double share = at - static_cast<double>(low);
    Json colour = Json::array();
    for (int part = 0; part < 3; ++part)
      colour.push_back(std::lround((1 - share) * channel(stops[low], part) +
                                   share * channel(stops[low + 1], part)));
    table.push_back(std::move(colour));
  }
  return table;
}

Json json_of(const FeaturePanel& panel) {
  check(panel);
  if (panel.is_curve())
    throw core::InvalidOptions({.what = "spectrogram of a case study",
                                .got = "one row",
                                .expected = "a picture of several"});
  const ValueRange range = shown_range({&panel, 1}, spectrogram_range_db);
  std::vector<uint8_t> levels;
  levels.reserve(panel.values.values.size());
  for (const float value : panel.values.values)
    levels.push_back(to_byte((value - range.low) / (range.high - range.low)));
  Json ticks = Json::array();
  for (const AxisTick& tick :
       row_axis(panel.axis, panel.values.bins, static_cast<double>(panel.values.bins) / 5).ticks)
    ticks.push_back({{"text", tick.label},
                     {"place", (tick.at + 0.5) / static_cast<double>(panel.values.bins)}});
  return {{"bins", panel.values.bins},
          {"frames", panel.values.frames},
          {"frame_seconds", panel.frame_seconds},
          {"first_frame", panel.first_frame},
          {"ticks", std::move(ticks)},
          {"levels", base64_of(levels)}};
}

Json json_of(const std::vector<events::Event>& list) {
  Json json = Json::array();
  for (const events::Event& event : list)
    json.push_back({events::to_microseconds(event.onset), events::to_microseconds(event.offset),
                    core::valid_utf8(event.event_label)});
  return json;
}

std::set<std::string> labels_with_events(const runs::Inspection& inspection) {
  std::set<std::string> labels;
  const auto add = [&](const std::vector<events::Event>& list) {
    for (const events::Event& event : list) labels.insert(event.event_label);
  };
  if (inspection.reference) add(*inspection.reference);
  for (const runs::ModelView& view : inspection.views) add(view.events);
  return labels;
}

/// A view, and the lanes that it has on the page.
struct ShownView {
  const runs::ModelView& view;
  std::vector<std::string> labels = {};
};

std::vector<ShownView> shown_views(const runs::Inspection& inspection) {
  const std::set<std::string> everywhere = labels_with_events(inspection);
  std::vector<ShownView> shown;
  for (const runs::ModelView& view : inspection.views) {
    shown.push_back({.view = view});
    for (int64_t index = 0; index < view.scores.num_classes(); ++index) {
      const std::string& label = view.scores.labels[static_cast<size_t>(index)];
      const std::vector<float> column = view.scores.column(index);
      if (everywhere.contains(label) ||
          (!column.empty() && std::ranges::max(column) >= least_shown_score))
        shown.back().labels.push_back(label);
    }
    std::ranges::sort(shown.back().labels);
  }
  return shown;
}

Json json_of(const ShownView& shown) {
  const events::FrameScores& scores = shown.view.scores;
  Json ribbons = Json::object();
  for (const std::string& label : shown.labels) {
    const auto index = std::ranges::find(scores.labels, label) - scores.labels.begin();
    std::vector<uint8_t> bytes;
    for (const float score : scores.column(index)) bytes.push_back(to_byte(score));
    ribbons[core::valid_utf8(label)] = base64_of(bytes);
  }
  return {{"name", shown.view.name},
          {"frame_seconds", scores.frame_seconds},
          {"ribbons", std::move(ribbons)},
          {"events", json_of(shown.view.events)}};
}

/// JSON that nothing ends but the script element it stands in.
std::string script_json(const Json& json) {
  std::string text = json.dump();
  for (size_t at = 0; (at = text.find('<', at)) != std::string::npos;)
    text.replace(at, 1, "\\u003c");
  return text;
}

std::string lane(std::string_view view, const std::string& label) {
  return fmt::format(
      "<div class=\"row lane\" data-view=\"{}\" data-label=\"{}\"><span class=\"name\" "
      "title=\"{}\">{}</span><canvas role=\"img\" aria-label=\"{}\"></canvas></div>\n",
      view, escape(label), escape(label), escape(display_name(label)), escape(display_name(label)));
}

std::string block(std::string_view view, const std::string& heading, const std::string& note,
                  const std::vector<std::string>& labels) {
  std::string html =
      fmt::format("<section class=\"view\" data-view=\"{}\"><h3>{} <small>{}</small></h3>\n", view,
                  escape(heading), escape(note));
  for (const std::string& label : labels) html += lane(view, label);
  if (labels.empty()) html += "<p class=\"note\">Nothing heard.</p>\n";
  return html + "</section>\n";
}

std::string note_of(const runs::ModelView& view) {
  std::string note = fmt::format("{}; {}", view.method, view.run);
  if (view.kind == runs::ViewKind::tagger)
    note += fmt::format("; hears {:g} s around each moment", view.window_seconds);
  return note;
}

std::string plain_row(std::string_view name, std::string_view words) {
  return fmt::format(
      "<div class=\"row {}\"><span class=\"name\">{}</span><canvas role=\"img\" "
      "aria-label=\"{}\"></canvas></div>\n",
      name, words, words);
}

std::string timeline(const runs::Inspection& inspection, const std::vector<ShownView>& shown) {
  std::string html = plain_row("overview", "whole recording");
  html += "<div class=\"timeline\">\n" + plain_row("spectrogram", "spectrogram") +
          plain_row("ruler", "time");
  if (inspection.reference) {
    std::set<std::string> labels;
    for (const events::Event& event : *inspection.reference) labels.insert(event.event_label);
    html += block("", "reference", "what sounds, by its labels", {labels.begin(), labels.end()});
  }
  for (size_t i = 0; i < shown.size(); ++i)
    html += block(std::to_string(i), shown[i].view.name, note_of(shown[i].view), shown[i].labels);
  return html +
         fmt::format(
             "<div class=\"surface\" tabindex=\"0\" role=\"slider\" aria-label=\"Position in the "
             "recording\" aria-valuemin=\"0\" aria-valuemax=\"{:.2f}\" aria-valuenow=\"0\">"
             "<div class=\"region\" hidden></div><div class=\"cursor\"></div></div>\n</div>\n",
             inspection.seconds);
}

std::string checkbox(std::string_view group, const std::string& value, const std::string& text) {
  return fmt::format(
      "<label><input type=\"checkbox\" data-filter=\"{}\" value=\"{}\" checked> {}</label>\n",
      group, escape(value), escape(text));
}

std::string filters(const runs::Inspection& inspection, const std::vector<ShownView>& shown) {
  std::set<std::string> labels = labels_with_events(inspection);
  std::string views;
  if (inspection.reference) views += checkbox("view", "", "reference");
  for (size_t i = 0; i < shown.size(); ++i) {
    views += checkbox("view", std::to_string(i), shown[i].view.name);
    labels.insert(shown[i].labels.begin(), shown[i].labels.end());
  }
  std::string boxes;
  for (const std::string& label : labels) boxes += checkbox("label", label, display_name(label));
  return details("What is shown", fmt::format("<fieldset><legend>Views</legend>{}</fieldset>"
                                              "<fieldset><legend>Labels</legend>{}</fieldset>",
                                              views, boxes));
}

std::string about(const runs::Attribution& by) {
  std::string text = fmt::format("<b>{}</b>", escape(by.title));
  if (!by.author.empty()) text += " by " + escape(by.author);
  text += by.licence.empty() ? "; <span class=\"missing\">licence not stated</span>"
                             : "; " + escape(by.licence);
  if (!by.source.empty()) text += "; " + escape(by.source);
  return text;
}

std::string jump(double from, double to) {
  return fmt::format(
      "<button type=\"button\" data-from=\"{:.3f}\" data-to=\"{:.3f}\">{:.2f} to {:.2f} s</button>",
      from, to, from, to);
}

std::string disagreement_table(const runs::Inspection& inspection) {
  const auto pieces = runs::disagreements(inspection);
  if (inspection.views.size() < 2) return "";
  std::string html = "<h2 id=\"where\">Where they disagree</h2>\n";
  if (pieces.empty()) return html + "<p>Nowhere for half a second or longer.</p>\n";
  html += fmt::format(
      "<p>{} stretches of half a second or longer in which some views hear a label and others do "
      "not. A press plays one; <kbd>N</kbd> and <kbd>P</kbd> go through them.</p>\n",
      pieces.size());
  HtmlTable table{.header = {"listen", "label", "heard by", "not heard by"}, .text_columns = 4};
  for (const runs::Disagreement& piece : pieces)
    table.rows.push_back({jump(piece.onset, piece.offset), escape(display_name(piece.event_label)),
                          escape(fmt::format("{}", fmt::join(piece.heard_by, ", "))),
                          escape(fmt::format("{}", fmt::join(piece.missed_by, ", ")))});
  return html + "<div id=\"disagreements\">" + table.to_html() + "</div>\n";
}

std::string score_table(const runs::Inspection& inspection) {
  const auto scores = runs::view_scores(inspection);
  if (scores.empty()) return "";
  const auto share = [](const std::optional<double>& value) {
    return value ? per_cent(*value) : std::string("&ndash;");
  };
  HtmlTable table{.header = {"view", "event F1", "precision", "recall", "segment F1", "onset error",
                             "confused", "labels it does not know"}};
  for (const runs::ViewScores& row : scores)
    table.rows.push_back(
        {escape(row.view), share(row.event_based.f_measure), share(row.event_based.precision),
         share(row.event_based.recall), share(row.segment_based.f_measure),
         row.errors.onset_error ? fmt::format("{:.0f} ms", 1000 * *row.errors.onset_error)
                                : std::string("&ndash;"),
         share(row.errors.confusion),
         escape(fmt::format("{}", fmt::join(row.unknown_labels, ", ")))});
  return "<h2>Against the reference</h2>\n" + table.to_html() +
         "<p class=\"note\">Events count as found when onsets lie within 0.2 s and offsets within "
         "0.2 s or half the length; segments are 1 s. One recording is an example: these numbers "
         "say nothing about others.</p>\n";
}

std::string event_lists(const runs::Inspection& inspection) {
  std::string html = "<h2>Events</h2>\n";
  for (const runs::ModelView& view : inspection.views) {
    HtmlTable table{.header = {"begins", "label", "seconds"}, .text_columns = 2};
    for (const events::Event& event : view.events)
      table.rows.push_back({fmt::format("<button type=\"button\" data-seek=\"{:.3f}\">{:.2f} "
                                        "s</button>",
                                        event.onset, event.onset),
                            escape(display_name(event.event_label)),
                            fmt::format("{:.2f}", event.duration())});
    html += details(fmt::format("{}: {} events", escape(view.name), view.events.size()),
                    table.to_html());
  }
  return html;
}

std::string evidence_pictures(const std::vector<CaptionedFile>& files) {
  if (files.empty()) return "";
  std::string html =
      "<h2>What speaks for it</h2>\n<p>Grad-CAM of the windows in which a tagger is surest: the "
      "parts of the spectrogram that raise the score of the class.</p>\n<div class=\"evidence\">\n";
  for (const CaptionedFile& file : files)
    html += fmt::format(
        "<figure><img alt=\"{}\" src=\"data:image/png;base64,{}\"><figcaption>{} <button "
        "type=\"button\" data-seek=\"{:.3f}\">listen</button></figcaption></figure>\n",
        escape(file.caption), base64(core::read_file(file.file)), escape(file.caption),
        file.second);
  return html + "</div>\n";
}

struct Player {
  std::string html = "";
  std::string note = "";
};

Player player_of(const InspectionPictures& pictures) {
  const audio::AudioInfo info = audio::read_audio_info(pictures.recording);
  std::string type = info.container == "mp3" ? "audio/mpeg" : "audio/" + info.container;
  Player player;
  std::string bytes;
  if (static_cast<int64_t>(fs::file_size(pictures.recording)) <= pictures.max_audio_bytes) {
    bytes = core::read_file(pictures.recording);
  } else {
    const audio::Waveform mono = audio::to_mono(audio::read_audio(pictures.recording));
    bytes = audio::encode_audio(audio::resample(mono, std::min(copy_rate, mono.sample_rate)),
                                audio::AudioFormat::ogg);
    type = "audio/ogg";
    player.note =
        "The player has a smaller copy with one channel; the recording itself lies "
        "beside this page.";
  }
  player.html = fmt::format("<audio controls preload=\"auto\" src=\"data:{};base64,{}\"></audio>",
                            type, base64(bytes));
  return player;
}

constexpr std::string_view buttons = R"html(<div class="bar">
<button type="button" id="play">Play</button>
<span class="clock"></span>
<button type="button" id="closer" aria-label="Zoom in">+</button>
<button type="button" id="wider" aria-label="Zoom out">&minus;</button>
<button type="button" id="fit">All</button>
<button type="button" id="loop" aria-pressed="false">Loop</button>
<button type="button" id="previous" aria-label="Previous disagreement">&lsaquo; disagreement</button>
<button type="button" id="next" aria-label="Next disagreement">disagreement &rsaquo;</button>
</div>
)html";

constexpr std::string_view key_list = R"html(<details id="help"><summary>Keys</summary>
<ul class="keys">
<li><kbd>Space</kbd> play or pause</li>
<li><kbd>&larr;</kbd> <kbd>&rarr;</kbd> one second, with <kbd>Shift</kbd> five</li>
<li><kbd>Home</kbd> <kbd>End</kbd> beginning, end</li>
<li><kbd>+</kbd> <kbd>&minus;</kbd> zoom, <kbd>0</kbd> whole recording</li>
<li><kbd>N</kbd> <kbd>P</kbd> next, previous disagreement</li>
<li><kbd>L</kbd> repeat the chosen stretch, <kbd>Esc</kbd> forget it</li>
<li>drag to choose a stretch; <kbd>Ctrl</kbd> and wheel, or two fingers, zoom</li>
<li><kbd>?</kbd> this list</li>
</ul></details>
)html";

}  // namespace

std::string inspection_page(const runs::Inspection& inspection,
                            const InspectionPictures& pictures) {
  const std::vector<ShownView> shown = shown_views(inspection);
  Json data{{"seconds", inspection.seconds},
            {"colours", colours_of(colour_stops(ColourMap::magma))},
            {"spectrogram", json_of(pictures.spectrogram)},
            {"reference", nullptr},
            {"views", Json::array()}};
  if (inspection.reference) data["reference"] = {{"events", json_of(*inspection.reference)}};
  for (const ShownView& view : shown) data["views"].push_back(json_of(view));

  const Player player = player_of(pictures);
  std::string body = fmt::format(
      "<main class=\"case\">\n<h1>{}</h1>\n<p class=\"subtitle\">{}. {:.1f} s, {} Hz, {}. {}</p>\n",
      escape(display_name(inspection.attribution.title)), about(inspection.attribution),
      inspection.seconds, inspection.sample_rate,
      inspection.num_channels == 1 ? std::string("one channel")
                                   : fmt::format("{} channels", inspection.num_channels),
      player.note);
  body += player.html + "\n" + std::string(buttons) + timeline(inspection, shown);
  body += "<p class=\"readout\" aria-live=\"off\"></p>\n";
  body +=
      "<p class=\"note\">Bars are decoded events; the area behind them is the score of the class "
      "in each frame, from 0 at the foot to 1 at the top. Views differ at most edges: a tagger "
      "hears a window, a detector frames.</p>\n";
  body += filters(inspection, shown) + std::string(key_list);
  body += disagreement_table(inspection) + score_table(inspection) + event_lists(inspection) +
          evidence_pictures(pictures.evidence);
  body += fmt::format("</main>\n<script type=\"application/json\" id=\"inspection\">{}</script>\n",
                      script_json(data));
  return html_page(inspection.attribution.title, body,
                   {.style = inspection_style, .script = inspection_script});
}

}  // namespace pinna::report
