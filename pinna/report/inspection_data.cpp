#include "pinna/report/inspection_data.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "pinna/core/utf8.h"
#include "pinna/report/axis_ticks.h"
#include "pinna/report/base64.h"
#include "pinna/report/colour_map.h"
#include "pinna/report/figure.h"

namespace pinna::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr int64_t most_spectrogram_bytes = 3 << 19;
constexpr int64_t most_columns = 16384;  // wider canvases stay empty in some browsers
constexpr int64_t most_score_bytes = 4 << 20;
constexpr double most_axis_ticks = 9;

/// share 0 to 1 -> 0 to 255; NaN is 0.
char level(double share) {
  return static_cast<char>(std::lround(255 * (share > 0 ? std::min(share, 1.0) : 0)));
}

int64_t parts_of(int64_t count, int64_t size) {
  return (count + size - 1) / size;
}

std::string spectrogram_levels(const FeaturePanel& panel, int64_t merged, ValueRange range) {
  std::string levels;
  for (int64_t row = 0; row < panel.values.bins; ++row) {
    const std::span<const float> values = panel.values.row(row);
    for (int64_t begin = 0; begin < panel.values.frames; begin += merged) {
      const auto end = std::min(begin + merged, panel.values.frames);
      const float value = *std::max_element(values.begin() + begin, values.begin() + end);
      levels += level((value - range.low) / (range.high - range.low));
    }
  }
  return levels;
}

Json to_json(const FeaturePanel& panel) {
  const int64_t limit =
      std::clamp<int64_t>(most_spectrogram_bytes / panel.values.bins, 1, most_columns);
  const int64_t merged = parts_of(panel.values.frames, limit);
  const ValueRange range = shown_range({&panel, 1});
  const RowAxis axis = row_axis(panel.axis, panel.values.bins,
                                static_cast<double>(panel.values.bins) / most_axis_ticks);
  Json ticks = Json::array();
  for (const AxisTick& tick : axis.ticks) ticks.push_back({tick.at, tick.label});
  return {{"rows", panel.values.bins},
          {"columns", parts_of(panel.values.frames, merged)},
          {"start", panel.first_frame - panel.frame_seconds / 2},
          {"columnSeconds", panel.frame_seconds * static_cast<double>(merged)},
          {"axis", axis.title},
          {"ticks", ticks},
          {"low", range.low},
          {"high", range.high},
          {"unit", panel.value_unit},
          {"colours", viridis},
          {"levels", base64(spectrogram_levels(panel, merged, range))}};
}

Json to_json(const std::vector<events::Event>& events, const LaneLabels& labels) {
  Json rows = Json::array();
  for (const events::Event& event : events)
    rows.push_back({event.onset, event.offset, labels.find(event.event_label).value_or(0)});
  return rows;
}

/// `merged` frames are one.
Json to_json(const events::FrameScores& scores, const LaneLabels& labels, int64_t merged) {
  Json indices = Json::array();
  std::string values;
  for (int64_t index = 0; index < scores.num_classes(); ++index) {
    const auto label = labels.find(scores.labels[static_cast<size_t>(index)]);
    if (!label) continue;
    indices.push_back(*label);
    const std::vector<float> column = scores.column(index);
    for (int64_t begin = 0; begin < scores.num_frames; begin += merged)
      values += level(*std::max_element(
          column.begin() + begin, column.begin() + std::min(begin + merged, scores.num_frames)));
  }
  return {{"frameSeconds", scores.frame_seconds * static_cast<double>(merged)},
          {"frames", parts_of(scores.num_frames, merged)},
          {"labels", indices},
          {"values", base64(values)}};
}

/// How many neighbouring frames become one so that the scores of all views fit.
int64_t merged_frames(const runs::Inspection& inspection, const LaneLabels& labels) {
  int64_t bytes = 0;
  for (const runs::ModelView& view : inspection.views)
    bytes += view.scores.num_frames *
             std::min(view.scores.num_classes(), static_cast<int64_t>(labels.names.size()));
  return std::max<int64_t>(1, parts_of(bytes, most_score_bytes));
}

Json positions_of(const std::vector<std::string>& names, const runs::Inspection& inspection) {
  Json positions = Json::array();
  for (size_t i = 0; i < inspection.views.size(); ++i)
    if (std::find(names.begin(), names.end(), inspection.views[i].name) != names.end())
      positions.push_back(i);
  return positions;
}

}  // namespace

std::string inspection_data(const runs::Inspection& inspection,
                            const std::vector<runs::Disagreement>& disagreements,
                            const FeaturePanel& spectrogram, const LaneLabels& labels) {
  Json json{{"seconds", inspection.seconds}, {"labels", Json::array()}};
  for (const std::string& label : labels.names)
    json["labels"].push_back(display_name(core::valid_utf8(label)));
  json["spectrogram"] = to_json(spectrogram);
  json["reference"] = inspection.reference ? to_json(*inspection.reference, labels) : Json();
  json["views"] = Json::array();
  const int64_t merged = merged_frames(inspection, labels);
  for (const runs::ModelView& view : inspection.views)
    json["views"].push_back({{"name", core::valid_utf8(view.name)},
                             {"windowSeconds", view.window_seconds},
                             {"events", to_json(view.events, labels)},
                             {"scores", to_json(view.scores, labels, merged)}});
  json["disagreements"] = Json::array();
  for (const runs::Disagreement& stretch : disagreements)
    json["disagreements"].push_back({{"onset", stretch.onset},
                                     {"offset", stretch.offset},
                                     {"label", labels.find(stretch.event_label).value_or(0)},
                                     {"heardBy", positions_of(stretch.heard_by, inspection)},
                                     {"missedBy", positions_of(stretch.missed_by, inspection)}});
  std::string text;
  for (const char c : json.dump())  // no tag may begin within <script>
    text += c == '<' ? std::string("\\u003c") : std::string(1, c);
  return text;
}

}  // namespace pinna::report
