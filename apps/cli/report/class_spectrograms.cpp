#include "apps/cli/report/class_spectrograms.h"

#include <algorithm>
#include <string>
#include <utility>

#include "pinna/core/options.h"
#include "pinna/report/feature_figure.h"

namespace pinna::cli {
namespace {

/// The first clip of each class.
std::vector<data::Clip> examples(const data::ClipTable& table, int64_t most) {
  std::vector<data::Clip> clips;
  for (int64_t target = 0; target < std::min(table.num_classes(), most); ++target) {
    const auto first = std::find_if(table.clips.begin(), table.clips.end(),
                                    [&](const data::Clip& clip) { return clip.target == target; });
    if (first != table.clips.end()) clips.push_back(*first);
  }
  return clips;
}

}  // namespace

std::vector<report::FeaturePanel> class_panels(const data::ClipTable& table,
                                               const features::Feature& feature,
                                               const data::ClipInputOptions& input,
                                               int64_t most_panels) {
  std::vector<report::FeaturePanel> panels;
  for (const data::Clip& clip : examples(table, most_panels)) {
    const audio::Waveform waveform = data::load_clip(clip, feature.sample_rate(), input);
    for (auto& panel :
         report::feature_panels(feature, waveform.samples, report::display_name(clip.label)))
      panels.push_back(std::move(panel));
  }
  return panels;
}

std::optional<report::CaptionedFigure> class_spectrograms(const data::ClipTable& table,
                                                          const core::ConfigTable& recipe) {
  constexpr int64_t most_panels = 12;
  const auto feature = features::make_feature(features::parse_feature(recipe.table("feature")));
  if (feature->bin_axis().unit != "Hz") return std::nullopt;
  const auto input = core::parse_options<data::ClipInputOptions>(recipe.table("input"));
  return report::CaptionedFigure{
      .figure = report::feature_grid(class_panels(table, *feature, input, most_panels)),
      .caption = "What the network is given: the feature of the first clip of a class."};
}

}  // namespace pinna::cli
