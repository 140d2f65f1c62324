#include "apps/cli/report/class_spectrograms.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/options.h"
#include "pinna/report/input_statistics.h"

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

std::string spread_text(const report::Spread& spread) {
  return fmt::format("mean {:.3g}, sd {:.3g}", spread.mean, spread.deviation);
}

/// Appends the statistics to the titles of the groups.
void title_with_statistics(std::vector<report::PanelGroup>& groups,
                           const features::BinStatistics& statistics) {
  const auto spreads = report::spread_of_parts(statistics, std::ssize(groups));
  for (size_t i = 0; i < groups.size(); ++i)
    groups[i].title += (groups[i].title.empty() ? "" : ": ") + spread_text(spreads[i]);
}

}  // namespace

std::vector<report::PanelGroup> class_panels(const data::ClipTable& table,
                                             const features::Feature& feature,
                                             const data::ClipInputOptions& input,
                                             int64_t most_panels) {
  std::vector<report::PanelGroup> groups;
  for (std::string& part : report::part_names(feature)) groups.push_back({std::move(part), {}});
  for (const data::Clip& clip :
       examples(table, std::max<int64_t>(1, most_panels / std::ssize(groups)))) {
    const audio::Waveform waveform = data::load_clip(clip, feature.sample_rate(), input);
    auto panels = report::feature_panels(feature, waveform.samples, "");
    for (size_t i = 0; i < groups.size(); ++i) {
      panels[i].title = report::display_name(clip.label);
      groups[i].panels.push_back(std::move(panels[i]));
    }
  }
  return groups;
}

report::CaptionedFigure class_spectrograms(const data::ClipTable& table,
                                           const core::ConfigTable& recipe,
                                           const std::filesystem::path& model) {
  constexpr int64_t most_panels = 12;
  const auto feature = features::make_feature(features::parse_feature(recipe.table("feature")));
  const auto input = core::parse_options<data::ClipInputOptions>(recipe.table("input"));
  auto groups = class_panels(table, *feature, input, most_panels);
  std::string caption = "What the network is given: the feature of the first clip of a class.";
  const features::BinStatistics statistics = report::stored_statistics(model);
  if (statistics.num_bins() == feature->num_bins()) {
    title_with_statistics(groups, statistics);
    caption +=
        " Mean and standard deviation (sd) are those of the training clips of the first run.";
  }
  return {.figure = report::feature_grid(groups), .caption = std::move(caption)};
}

}  // namespace pinna::cli
