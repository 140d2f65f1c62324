#include "apps/cli/torch/peak_evidence.h"

#include <algorithm>
#include <set>
#include <string>

#include <fmt/format.h>

#include "pinna/core/files.h"
#include "pinna/data/read_clip.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/grad_cam.h"
#include "pinna/features/feature.h"
#include "pinna/report/evidence_figure.h"
#include "pinna/study/inspect_run.h"

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

data::ClipTable window_table(const evaluation::Classifier& classifier, const runs::ModelView& view,
                             const Peak& peak, double seconds, const fs::path& recording) {
  const double middle = (static_cast<double>(peak.frame) + 0.5) * view.scores.frame_seconds;
  const double onset = std::max(0.0, middle - view.window_seconds / 2);
  data::Clip window{
      .id = "window", .path = recording, .label = classifier.labels.front(), .onset = onset};
  if (onset + view.window_seconds < seconds) window.offset = onset + view.window_seconds;
  data::ClipTable table;
  table.labels = classifier.labels;
  table.clips.push_back(std::move(window));
  return table;
}

/// Asks the network about the window alone, without tiling it to the clip's length.
evaluation::Classifier hearing_windows(evaluation::Classifier classifier, double window_seconds) {
  classifier.input.clip_seconds = window_seconds;
  classifier.input.trim = data::Trim::none;
  classifier.input.fit = data::Fit::pad;
  return classifier;
}

report::CaptionedPicture draw(const evaluation::Classifier& classifier, const runs::ModelView& view,
                              const Peak& peak, double seconds, const fs::path& recording,
                              const runs::InspectionFolder& folder) {
  const data::ClipTable table = window_table(classifier, view, peak, seconds, recording);
  const evaluation::Explanation explanation =
      evaluation::explain_clips(classifier, table, {0}, evaluation::default_block, peak.target)
          .front();
  const auto feature = features::make_feature(classifier.feature);
  const data::Clip& clip = table.clip(0);
  const std::string& label = classifier.labels[static_cast<size_t>(peak.target)];
  auto panels = report::feature_panels(
      *feature, data::load_clip(clip, feature->sample_rate(), classifier.input).samples, "");
  panels.front().title =
      fmt::format("{}: {} from {:.2f} s", view.name, report::display_name(label), clip.onset);
  const fs::path file = folder.evidence_path(view.name, label);
  core::make_folder(file.parent_path());
  report::write_figure(report::evidence_figure(
                           std::move(panels), explanation.map,
                           fmt::format("what speaks for {} (p = {:.2f}), outlined at {:.0f} % "
                                       "(Grad-CAM)",
                                       report::display_name(label),
                                       explanation.probabilities[static_cast<size_t>(peak.target)],
                                       100 * report::outlined_share)),
                       file);
  return {.png = file,
          .caption = fmt::format("{} from {:.2f} s: where {} finds what speaks for it.",
                                 report::display_name(label), clip.onset, view.name)};
}

}  // namespace

std::vector<report::CaptionedPicture> draw_peak_evidence(const fs::path& run,
                                                         const runs::Inspection& inspection,
                                                         const runs::InspectionFolder& folder,
                                                         const fs::path& recording) {
  std::vector<report::CaptionedPicture> files;
  const runs::RunFolder opened = runs::RunFolder::open(run);
  for (const runs::ModelView& view : inspection.views) {
    if (view.kind != runs::ViewKind::tagger || view.run != study::run_title(run)) continue;
    const fs::path model =
        fs::exists(opened.tagger_path()) ? opened.tagger_path() : opened.model_path();
    const evaluation::Classifier classifier =
        hearing_windows(evaluation::load_classifier(model), view.window_seconds);
    for (const Peak& peak : peaks_of(view))
      files.push_back(draw(classifier, view, peak, inspection.seconds, recording, folder));
  }
  return files;
}

}  // namespace pinna::cli
