#include "apps/cli/report/class_spectrograms.h"

#include <algorithm>
#include <string>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/data/clip_input.h"
#include "pinna/features/feature.h"
#include "pinna/report/spectrogram_grid.h"

namespace pinna::cli {
namespace {

constexpr int64_t most_panels = 12;

/// The first clip of each class.
std::vector<data::Clip> examples(const data::ClipTable& table) {
  std::vector<data::Clip> clips;
  for (int64_t target = 0; target < std::min(table.num_classes(), most_panels); ++target) {
    const auto first = std::find_if(table.clips.begin(), table.clips.end(),
                                    [&](const data::Clip& clip) { return clip.target == target; });
    if (first != table.clips.end()) clips.push_back(*first);
  }
  return clips;
}

}  // namespace

std::optional<report::CaptionedFigure> class_spectrograms(const data::ClipTable& table,
                                                          const core::ConfigTable& recipe) {
  const auto feature = features::make_feature(features::parse_feature(recipe.table("feature")));
  const features::BinAxis axis = feature->bin_axis();
  if (axis.unit != "Hz") return std::nullopt;
  const auto input = core::parse_options<data::ClipInputOptions>(recipe.table("input"));
  std::vector<report::SpectrogramPanel> panels;
  for (const data::Clip& clip : examples(table)) {
    const audio::Waveform waveform = data::load_clip(clip, feature->sample_rate(), input);
    panels.push_back({.title = report::display_name(clip.label),
                      .values = feature->compute(waveform.samples),
                      .seconds = waveform.seconds(),
                      .bin_hz = axis.centers});
  }
  return report::CaptionedFigure{
      .figure = report::spectrogram_grid(panels, feature->value_unit()),
      .caption = "What the network is given: the feature of the first clip of a class."};
}

}  // namespace pinna::cli
