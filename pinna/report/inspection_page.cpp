#include "pinna/report/inspection_page.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/report/base64.h"
#include "pinna/report/embedded_text.h"
#include "pinna/report/html_page.h"
#include "pinna/report/html_text.h"
#include "pinna/report/inspection_data.h"
#include "pinna/report/inspection_lanes.h"
#include "pinna/report/inspection_player.h"
#include "pinna/report/inspection_tables.h"
#include "pinna/report/lane_labels.h"

namespace pinna::report {
namespace {

constexpr int64_t max_picture_bytes = int64_t{4} << 20;

std::string title_of(const runs::Inspection& inspection) {
  const std::string& title = inspection.attribution.title;
  return title.empty() ? inspection.recording : title;
}

std::string channels_text(int64_t num_channels) {
  if (num_channels == 1) return "mono";
  return num_channels == 2 ? "stereo" : fmt::format("{} channels", num_channels);
}

std::string length_text(double seconds) {
  if (seconds < 100) return fmt::format("{:.1f} s", seconds);
  const auto whole = std::llround(seconds);
  return fmt::format("{} min {} s", whole / 60, whole % 60);
}

std::string subtitle(const runs::Inspection& inspection) {
  return fmt::format("<p class=\"subtitle\">{}: {}, {} Hz, {}; heard by {} {}</p>\n",
                     escape(inspection.recording), length_text(inspection.seconds),
                     inspection.sample_rate, channels_text(inspection.num_channels),
                     inspection.views.size(), inspection.views.size() == 1 ? "model" : "models");
}

bool is_address(const std::string& text) {
  return (text.starts_with("https://") || text.starts_with("http://")) &&
         text.find_first_of(" \t\n") == std::string::npos;
}

std::string attribution_text(const runs::Attribution& attribution) {
  std::string html = "<p class=\"attribution\">";
  if (!attribution.author.empty())
    html += fmt::format("Recording by {}. ", escape(attribution.author));
  html += attribution.licence.empty()
              ? std::string("<strong class=\"unstated\">Licence not stated</strong>")
              : fmt::format("Licence: <strong>{}</strong>", escape(attribution.licence));
  const std::string source = escape(attribution.source);
  if (!source.empty())
    html += is_address(attribution.source)
                ? fmt::format(". Source: <a href=\"{0}\" rel=\"noreferrer\">{0}</a>", source)
                : fmt::format(". Source: {}", source);
  return html + "</p>\n";
}

/// How to read the time line, as far as this one needs it.
std::string legend(const runs::Inspection& inspection) {
  std::string html =
      "<p class=\"legend\">Below the spectrogram every model has a block with a lane for each "
      "label. A <b>bar</b> is an event that the model decided for; the <b>curve</b> above it is "
      "its score, from 0 at the bottom to 1.";
  if (std::any_of(inspection.views.begin(), inspection.views.end(),
                  [](const auto& view) { return view.kind == runs::ViewKind::tagger; }))
    html +=
        " A <b>tagger</b> scores a window of sound around each moment, drawn as a bracket in "
        "its block: it can answer half a window early or late.";
  if (inspection.reference)
    html +=
        " <b>Striped</b> bars are the reference, which stands again as a dotted frame behind "
        "each model's bars.";
  return html + "</p>\n";
}

std::string pictures_section(const std::vector<CaptionedPicture>& pictures) {
  std::string figures;
  for (const CaptionedPicture& picture : pictures) try {
      figures += fmt::format(
          "<figure><img src=\"data:image/png;base64,{}\" alt=\"{}\"><figcaption>{}</figcaption>"
          "</figure>\n",
          base64(core::read_file(picture.png, max_picture_bytes)), escape(picture.caption),
          escape(picture.caption));
    } catch (const core::Error& error) {
      figures += fmt::format("<p class=\"missing\">{}</p>\n", escape(error.what()));
    }
  if (figures.empty()) return "";
  return "<section id=\"pictures\"><h2>Pictures</h2>\n<div class=\"pictures\">" + figures +
         "</div></section>\n";
}

void check(const runs::Inspection& inspection, const FeaturePanel& spectrogram) {
  report::check(spectrogram);
  if (spectrogram.is_curve() || !(inspection.seconds > 0))
    throw core::InvalidOptions({.what = "page of a case study",
                                .got = fmt::format("{} s, spectrogram of {} rows",
                                                   inspection.seconds, spectrogram.values.bins),
                                .expected = "a recording of some length and a picture"});
}

}  // namespace

std::string inspection_page(const runs::Inspection& inspection,
                            const std::vector<runs::Disagreement>& disagreements,
                            const std::vector<runs::ViewScores>& scores,
                            const InspectionPictures& pictures) {
  check(inspection, pictures.spectrogram);
  const LaneLabels labels = lane_labels(inspection);
  std::string body =
      fmt::format("<main class=\"inspection\">\n<h1>{}</h1>\n", escape(title_of(inspection)));
  body += subtitle(inspection) + attribution_text(inspection.attribution);
  body += player(inspection, disagreements, pictures.recording, pictures.max_audio_bytes);
  body += legend(inspection) + filters(inspection, labels);
  body += inspection_lanes(inspection, disagreements, labels);
  body += disagreements_section(inspection, disagreements, labels);
  body += scores_section(scores);
  body += events_section(inspection, labels);
  body += pictures_section(pictures.pictures);
  body += views_section(inspection) + "</main>\n";
  body += keyboard_dialog();
  body += fmt::format("<script type=\"application/json\" id=\"data\">{}</script>\n",
                      inspection_data(inspection, disagreements, pictures.spectrogram, labels));
  return html_page("Case study: " + title_of(inspection), body,
                   {.style = inspection_page_css, .script = inspection_page_js});
}

}  // namespace pinna::report
