#include "apps/cli/report/class_spectrograms.h"

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/data/clip_input.h"
#include "pinna/features/feature.h"
#include "pinna/features/log_mel_options.h"
#include "pinna/report/spectrogram_grid.h"

namespace pinna::cli {
namespace {

constexpr int64_t most_panels = 12;

/// Centre of every mel band [Hz].
std::vector<double> centres(const features::LogMelOptions& options) {
  const double low = dsp::hz_to_scale(options.f_min, options.mel_scale);
  const double high = dsp::hz_to_scale(*options.f_max, options.mel_scale);
  std::vector<double> hz;
  for (int64_t band = 1; band <= options.n_mels; ++band) {
    const double share = static_cast<double>(band) / static_cast<double>(options.n_mels + 1);
    hz.push_back(dsp::scale_to_hz(low + share * (high - low), options.mel_scale));
  }
  return hz;
}

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
  const auto parsed = features::parse_feature(recipe.table("feature"));
  const auto* log_mel = std::get_if<features::LogMelOptions>(&parsed);
  if (!log_mel) return std::nullopt;
  const features::LogMelOptions options = features::resolved(*log_mel);
  const auto input = core::parse_options<data::ClipInputOptions>(recipe.table("input"));
  const auto feature = features::make_feature(options);
  std::vector<report::SpectrogramPanel> panels;
  for (const data::Clip& clip : examples(table)) {
    const audio::Waveform waveform = data::load_clip(clip, feature->sample_rate(), input);
    panels.push_back({.title = report::display_name(clip.label),
                      .values = feature->compute(waveform.samples),
                      .seconds = waveform.seconds(),
                      .bin_hz = centres(options)});
  }
  const std::string unit = options.log == features::LogKind::db ? "dB" : "";
  return report::CaptionedFigure{
      .figure = report::spectrogram_grid(panels, unit),
      .caption =
          "What the network is given: the log-mel spectrogram of the first clip of a class."};
}

}  // namespace pinna::cli
