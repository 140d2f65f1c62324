#include "pinna/report/inspection_player.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "pinna/report/figure.h"
#include "pinna/report/html_text.h"
#include "pinna/report/inspection_lanes.h"
#include "pinna/report/playable_audio.h"

namespace pinna::report {
namespace {

/// Keys and what they do; docs/inspect.md has the same table.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> keys{
    {{"Space", "play or pause"},
     {"\u2190 \u2192", "1 s back or on; with Shift 5 s"},
     {", .", "0.1 s back or on"},
     {"Home End", "to the beginning or the end"},
     {"N P", "hear the next or previous disagreement"},
     {"L", "loop the selected stretch, or what is in sight"},
     {"[ ]", "the stretch begins or ends here"},
     {"Esc", "no stretch"},
     {"+ \u2212", "zoom in or out; also Ctrl and the wheel, or two fingers"},
     {"Z", "zoom to the stretch"},
     {"0", "the whole recording"},
     {"F", "follow the sound, or stay"},
     {"?", "these keys"}}};

std::string button(std::string_view id, std::string_view name, std::string_view key,
                   std::string_view drawing) {
  return fmt::format(
      "<button type=\"button\" id=\"{0}\" aria-label=\"{1}\" title=\"{1} ({2})\" "
      "aria-keyshortcuts=\"{2}\"><svg viewBox=\"0 0 20 20\" aria-hidden=\"true\">{3}</svg>"
      "</button>\n",
      id, name, key, drawing);
}

std::string buttons(double seconds, bool has_disagreements) {
  std::string html = button("play", "Play or pause", "Space",
                            "<path class=\"when-paused\" d=\"M5 3l12 7-12 7z\"/>"
                            "<path class=\"when-playing\" d=\"M4 3h4v14H4zM12 3h4v14h-4z\"/>");
  const TimeText time(seconds);
  html += fmt::format(
      "<output id=\"time\" aria-live=\"off\"><span id=\"now\">{}</span> <small>/ {}{}</small>"
      "</output>\n<span class=\"group\">",
      time(0), time(seconds), time.has_minutes ? "" : " s");
  if (has_disagreements)
    html += button("previous", "Previous disagreement", "P",
                   "<path d=\"M4 4h2v12H4zM17 4v12L7 10z\"/>") +
            button("next", "Next disagreement", "N", "<path d=\"M14 4h2v12h-2zM3 4v12l10-6z\"/>");
  html += button("loop", "Loop the stretch", "L",
                 "<path d=\"M5 6h8V3l5 4-5 4V8H7v3H5zM15 14H7v3l-5-4 5-4v3h6V9h2z\"/>");
  html += "</span><span class=\"group\">";
  html += button("zoom-out", "Zoom out", "-", "<path d=\"M4 9h12v2H4z\"/>");
  html += button("zoom-in", "Zoom in", "+", "<path d=\"M9 4h2v5h5v2h-5v5H9v-5H4V9h5z\"/>");
  html += button("zoom-fit", "The whole recording", "0",
                 "<path d=\"M2 4h2v12H2zM16 4h2v12h-2zM8 6v3h4V6l4 4-4 4v-3H8v3l-4-4z\"/>");
  html += "</span><span class=\"group\">";
  html +=
      "<label class=\"speed\"><span>speed</span><select id=\"speed\">"
      "<option value=\"0.25\">\u00bc</option><option value=\"0.5\">\u00bd</option>"
      "<option value=\"0.75\">\u00be</option>"
      "<option value=\"1\" selected>1</option><option value=\"1.5\">1\u00bd</option>"
      "<option value=\"2\">2</option></select></label>\n";
  html +=
      "<button type=\"button\" id=\"follow\" title=\"Follow the sound when zoomed in (F)\" "
      "aria-keyshortcuts=\"F\">follow</button>\n";
  html += "<button type=\"button\" id=\"help\" aria-label=\"Keys\" title=\"Keys (?)\">?</button>";
  return html + "</span>\n";
}

std::string chip(std::string_view kind, std::string_view value, const std::string& name,
                 bool is_on) {
  return fmt::format(
      "<label class=\"chip\"><input type=\"checkbox\" data-{}=\"{}\"{}><span>{}</span></label>\n",
      kind, value, is_on ? " checked" : "", escape(name));
}

}  // namespace

std::string player(const runs::Inspection& inspection,
                   const std::vector<runs::Disagreement>& disagreements,
                   const std::filesystem::path& recording, int64_t max_audio_bytes) {
  const std::optional<PlayableAudio> sound = playable_audio(recording, max_audio_bytes);
  std::string html = "<div class=\"player\" id=\"player\">\n";
  html += sound ? fmt::format("<audio id=\"audio\" controls preload=\"auto\" src=\"{}\"></audio>\n",
                              sound->data_address())
                : "<audio id=\"audio\"></audio>\n";
  html += "<div class=\"controls\" role=\"group\" aria-label=\"Player\">\n" +
          buttons(inspection.seconds, !disagreements.empty()) + "</div>\n";
  html += fmt::format(
      "<div id=\"overview\" role=\"slider\" tabindex=\"0\" aria-label=\"Position in the "
      "recording\" aria-valuemin=\"0\" aria-valuemax=\"{:.3f}\" aria-valuenow=\"0\">"
      "<canvas></canvas><div id=\"window\"></div><div id=\"overview-cursor\"></div></div>\n"
      "<p id=\"status\" role=\"status\"></p>\n</div>\n",
      inspection.seconds);
  html +=
      "<noscript><p class=\"note\">Spectrogram, curves and controls need JavaScript, which "
      "this page brings with it.</p></noscript>\n";
  if (!sound)
    html +=
        "<p class=\"missing\">The recording is too long to be played from this page; it lies "
        "beside it.</p>\n";
  else if (!sound->copied_as.empty())
    html += fmt::format(
        "<p class=\"note\" id=\"copy\">You hear a copy ({}), because the recording is large or of "
        "a kind that browsers do not play. The models heard the recording itself.</p>\n",
        escape(sound->copied_as));
  return html;
}

std::string filters(const runs::Inspection& inspection, const LaneLabels& labels) {
  std::string html =
      "<details class=\"filters\" open><summary>What is shown</summary>\n"
      "<fieldset><legend>Models</legend>\n";
  if (inspection.reference) html += chip("show-block", "reference", "reference", true);
  for (size_t i = 0; i < inspection.views.size(); ++i)
    html += chip("show-block", fmt::to_string(i), inspection.views[i].name, true);
  html += "</fieldset>\n<fieldset><legend>Labels</legend>\n";
  for (size_t i = 0; i < labels.names.size(); ++i) {
    if (i == labels.num_heard)
      html += "</fieldset>\n<fieldset><legend>Scored, but no event</legend>\n";
    html +=
        chip("show-label", fmt::to_string(i), display_name(labels.names[i]), i < labels.num_heard);
  }
  html += "</fieldset>\n<fieldset><legend>Scores</legend>\n";
  for (const auto& [value, name] :
       {std::pair{"curve", "as a curve"}, {"heat", "as shades"}, {"none", "hidden"}})
    html += fmt::format(
        "<label class=\"chip\"><input type=\"radio\" name=\"scores\" value=\"{}\"{}>"
        "<span>{}</span></label>\n",
        value, std::string_view(value) == "curve" ? " checked" : "", name);
  return html + "</fieldset></details>\n";
}

std::string keyboard_dialog() {
  std::string html =
      "<dialog id=\"keys\" aria-labelledby=\"keys-title\"><h2 id=\"keys-title\">Keys</h2>\n<dl>\n";
  for (const auto& [key, meaning] : keys)
    html += fmt::format("<dt>{}</dt><dd>{}</dd>\n", key, meaning);
  return html +
         "</dl>\n<p>Click to hear from there; drag to select a stretch; click twice on a bar to "
         "hear it.</p>\n<button type=\"button\" id=\"close-keys\">Close</button></dialog>\n";
}

}  // namespace pinna::report
