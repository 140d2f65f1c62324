#include "apps/cli/torch/peak_evidence.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>

#include <fmt/format.h>

#include "pinna/audio/decode.h"
#include "pinna/data/clip_input.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/grad_cam.h"
#include "pinna/features/feature.h"
#include "pinna/report/evidence_figure.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

constexpr size_t most_labels = 4;

/// The frame in which one class is most probable.
struct Peak {
  int64_t target = 0;
  int64_t frame = 0;
  float probability = 0;
};

/// Of the classes with an event, the most probable first.
std::vector<Peak> peaks_of(const runs::ModelView& view) {
  std::set<std::string> heard;
  for (const events::Event& event : view.events) heard.insert(event.event_label);
  std::vector<Peak> peaks;
  for (int64_t target = 0; target < view.scores.num_classes(); ++target) {
    if (!heard.contains(view.scores.labels[static_cast<size_t>(target)])) continue;
    const std::vector<float> column = view.scores.column(target);
    const auto peak = std::ranges::max_element(column);
    peaks.push_back({target, peak - column.begin(), *peak});
  }
  std::ranges::stable_sort(peaks, std::greater{}, &Peak::probability);
  if (peaks.size() > most_labels) peaks.resize(most_labels);
  return peaks;
}

/// The sound around the peak as the only clip.
data::ClipTable window_table(const runs::ModelView& view, const Peak& peak,
                             const fs::path& recording) {
  const double middle = (static_cast<double>(peak.frame) + 0.5) * view.scores.frame_seconds;
  const double onset = std::max(0.0, middle - view.window_seconds / 2);
  const double end = onset + view.window_seconds;
  data::ClipTable table{.labels = view.scores.labels};
  table.clips.push_back(
      {.id = "window", .path = recording, .label = view.scores.labels.front(), .onset = onset});
  if (end < audio::read_audio_info(recording).seconds()) table.clips.back().offset = end;
  return table;
}

/// Asks the network about the window alone, without tiling it to the clip's length.
evaluation::Classifier hearing_windows(const evaluation::WindowDetector& tagger) {
  evaluation::Classifier classifier = tagger.classifier;
  classifier.input = {.clip_seconds = tagger.windows.window_seconds,
                      .fit = data::Fit::pad,
                      .trim = data::Trim::none};
  return classifier;
}

std::vector<report::FeaturePanel> panels_of(const evaluation::Classifier& classifier,
                                            const data::Clip& clip, const std::string& title) {
  const auto feature = features::make_feature(classifier.feature);
  const audio::Waveform sound = data::load_clip(clip, feature->sample_rate(), classifier.input);
  auto panels = report::feature_panels(*feature, sound.samples, "");
  const std::vector<std::string> parts = report::part_names(*feature);
  for (size_t i = 0; i < panels.size(); ++i) panels[i].title = parts[i];
  std::string& first = panels.front().title;
  first = first.empty() ? title : fmt::format("{}; {}", title, first);
  return panels;
}

}  // namespace

std::vector<report::CaptionedPicture> draw_peak_evidence(const evaluation::WindowDetector& tagger,
                                                         const runs::ModelView& view,
                                                         const runs::InspectionFolder& folder,
                                                         const fs::path& recording) {
  const evaluation::Classifier classifier = hearing_windows(tagger);
  std::vector<report::CaptionedPicture> pictures;
  for (const Peak& peak : peaks_of(view)) {
    const data::ClipTable table = window_table(view, peak, recording);
    const data::Clip& clip = table.clip(0);
    const evaluation::Explanation explanation =
        evaluation::explain_clips(classifier, table, {0}, evaluation::default_block, peak.target)
            .front();
    const std::string& label = view.scores.labels[static_cast<size_t>(peak.target)];
    const std::string name = report::display_name(label);
    const double probability = explanation.probabilities[static_cast<size_t>(peak.target)];
    const fs::path file = folder.evidence_path(view.name, label);
    report::write_figure(
        report::evidence_figure(
            panels_of(classifier, clip,
                      fmt::format("{}, {:g} s of the recording from {:.2f} s", view.name,
                                  view.window_seconds, clip.onset)),
            explanation.map,
            fmt::format("what speaks for {} (p = {:.2f}), outlined at {:.0f} % (Grad-CAM)", name,
                        probability, 100 * report::outlined_share)),
        file);
    pictures.push_back(
        {.png = file,
         .caption = fmt::format("Where {} finds what speaks for {} (p = {:.2f}), from {:.2f} s.",
                                view.name, name, probability, clip.onset)});
  }
  return pictures;
}

}  // namespace pinna::cli
