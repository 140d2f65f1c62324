// pinna features plot INPUT --feature NAME -o FIGURE
#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "apps/cli/commands.h"
#include "apps/cli/features/feature_arguments.h"
#include "apps/cli/features/feature_input.h"
#include "apps/cli/option_values.h"
#include "apps/cli/report/class_spectrograms.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "pinna/core/error.h"
#include "pinna/core/options.h"
#include "pinna/data/read_dataset.h"
#include "pinna/features/analysis_spectrum.h"
#include "pinna/report/bank_figure.h"
#include "pinna/report/feature_figure.h"
#include "pinna/report/window_figure.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

enum class GridKind { none, per_class };

}  // namespace
}  // namespace pinna::cli

template <>
struct pinna::core::EnumNames<pinna::cli::GridKind> {
  static constexpr std::array names{std::pair{cli::GridKind::none, "none"},
                                    std::pair{cli::GridKind::per_class, "per-class"}};
};

namespace pinna::cli {
namespace {

struct Arguments {
  fs::path input;
  fs::path output;
  std::vector<std::string> features;
  FeatureArguments common = {};  ///< preset and settings of all of them
  std::optional<int64_t> sample_rate = std::nullopt;
  report::ColourMap colour_map = report::ColourMap::viridis;
  GridKind grid = GridKind::none;
  bool bank = false, window = false;
  std::vector<double> range, span, size;
  std::optional<double> at = std::nullopt;
};

/// "spectrogram n_fft=256 preset=librosa-0.11": a name, then settings of this panel alone.
FeatureArguments one_feature(const Arguments& arguments, const std::string& text) {
  FeatureArguments feature = arguments.common;
  std::istringstream words(text);
  words >> feature.name;
  constexpr std::string_view preset_key = "preset=";
  for (std::string word; words >> word;) {
    if (word.starts_with(preset_key))
      feature.preset = word.substr(preset_key.size());
    else
      feature.overrides.push_back(word);
  }
  return feature;
}

/// "log mel n_mels=40": names as people write them, settings as they were given.
std::string title_of(const std::string& text) {
  const size_t end = text.find(' ');
  return report::display_name(text.substr(0, end)) +
         (end == std::string::npos ? "" : text.substr(end));
}

features::FeatureOptions options_of(const Arguments& arguments, const std::string& text) {
  return features::parse_feature(feature_table(one_feature(arguments, text)), "");
}

const std::string& only_feature(const Arguments& arguments, std::string_view option) {
  if (arguments.features.size() == 1) return arguments.features.front();
  throw core::InvalidOptions({.what = fmt::format("--feature with {}", option),
                              .got = fmt::format("{} features", arguments.features.size()),
                              .expected = "one"});
}

std::optional<report::ValueRange> range_of(const std::vector<double>& ends,
                                           std::string_view option) {
  if (ends.empty()) return std::nullopt;
  if (!(ends[0] < ends[1]) || !std::isfinite(ends[1] - ends[0]))
    throw core::InvalidOptions({.what = std::string(option),
                                .got = fmt::format("{} {}", ends[0], ends[1]),
                                .expected = "a lower and a higher number"});
  return report::ValueRange{ends[0], ends[1]};
}

/// The part of a recording that --span asks for, cut at the recording's ends.
std::optional<report::ValueRange> span_of(const Arguments& arguments, double seconds) {
  const auto span = range_of(arguments.span, "--span");
  if (!span) return std::nullopt;
  if (!(span->low < seconds && span->high > 0))
    throw core::InvalidOptions(
        {.what = "--span",
         .got = fmt::format("{} to {} s", span->low, span->high),
         .expected = fmt::format("a part of the recording, from 0 to {:.6g} s", seconds)});
  return report::ValueRange{std::max(span->low, 0.0), std::min(span->high, seconds)};
}

double longest(std::span<const report::FeaturePanel> panels) {
  double seconds = 0;
  for (const report::FeaturePanel& panel : panels) seconds = std::max(seconds, panel.seconds);
  return seconds;
}

report::FeatureFigureStyle style_of(const Arguments& arguments) {
  report::FeatureFigureStyle style{.colour_map = arguments.colour_map,
                                   .values = range_of(arguments.range, "--range")};
  if (!arguments.size.empty()) {
    constexpr double largest_cm = 100;
    for (const double cm : arguments.size)
      if (!(cm > 0 && cm <= largest_cm))
        throw core::InvalidOptions({.what = "--size",
                                    .got = fmt::format("{} cm", cm),
                                    .expected = fmt::format("up to {} cm", largest_cm)});
    style.width_cm = arguments.size[0];
    style.height_cm = arguments.size[1];
  }
  return style;
}

std::unique_ptr<features::Feature> feature_of(const features::FeatureOptions& options) {
  auto feature = features::make_feature(options);
  for (const std::string& warning : feature->warnings()) spdlog::warn("{}", warning);
  return feature;
}

std::vector<report::FeaturePanel> panels_of(const Arguments& arguments) {
  std::vector<std::unique_ptr<features::Feature>> features;
  for (const std::string& text : arguments.features)
    features.push_back(feature_of(options_of(arguments, text)));
  const audio::Waveform input = read_feature_input(arguments.input, arguments.sample_rate);
  std::vector<report::FeaturePanel> panels;
  for (size_t i = 0; i < features.size(); ++i) {
    const audio::Waveform waveform = prepared(input, features[i]->sample_rate(), arguments.input);
    const std::string title = title_of(arguments.features[i]);
    for (auto& panel : report::feature_panels(*features[i], waveform.samples, title))
      panels.push_back(std::move(panel));
  }
  return panels;
}

/// The clips as they are, silence included, up to the usual length.
constexpr data::ClipInputOptions whole_clips{.fit = data::Fit::pad, .trim = data::Trim::none};

std::vector<report::PanelGroup> grid_groups(const Arguments& arguments) {
  constexpr int64_t most_panels = 50;
  const auto feature = feature_of(options_of(arguments, only_feature(arguments, "--grid")));
  const data::ClipTable table = data::read_dataset(data::guess_dataset(arguments.input));
  auto groups = class_panels(table, *feature, whole_clips, most_panels);
  if (std::ssize(groups.front().panels) < table.num_classes())
    spdlog::warn("the first {} of {} classes", groups.front().panels.size(), table.num_classes());
  return groups;
}

[[noreturn]] void throw_without(const std::string& feature, const char* missing) {
  throw core::InvalidOptions({.what = "feature",
                              .got = fmt::format("\"{}\"", feature),
                              .expected = fmt::format("one with {}, such as log_mel", missing)});
}

/// A figure, and what the report says of it beyond its size.
struct Drawing {
  report::Figure figure;
  nlohmann::ordered_json facts;
};

nlohmann::ordered_json panel_facts(const report::FeaturePanel& panel, report::ValueRange values) {
  return {{"title", panel.title},     {"bins", panel.values.bins}, {"frames", panel.values.frames},
          {"unit", panel.value_unit}, {"low", values.low},         {"high", values.high}};
}

Drawing draw_recording(const Arguments& arguments) {
  report::FeatureFigureStyle style = style_of(arguments);
  const auto panels = panels_of(arguments);
  style.seconds = span_of(arguments, longest(panels));
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const report::FeaturePanel& panel : panels)
    list.push_back(panel_facts(panel, style.values.value_or(report::shown_range({&panel, 1}))));
  return {report::feature_figure(panels, style),
          {{"kind", "recording"}, {"panels", std::move(list)}}};
}

Drawing draw_grid(const Arguments& arguments) {
  report::FeatureFigureStyle style = style_of(arguments);
  const auto groups = grid_groups(arguments);
  style.seconds = span_of(arguments, longest(groups.front().panels));
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const report::PanelGroup& group : groups)
    for (const report::FeaturePanel& panel : group.panels) {
      list.push_back(panel_facts(panel, values_of(group, style)));
      if (!group.title.empty()) list.back()["part"] = group.title;
    }
  return {report::feature_grid(groups, style), {{"kind", "grid"}, {"panels", std::move(list)}}};
}

Drawing draw_bank(const Arguments& arguments) {
  const std::string& text = only_feature(arguments, "--bank");
  const auto feature = feature_of(options_of(arguments, text));
  const auto bank = feature->bank();
  if (!bank) throw_without(text, "a filter bank");
  return {report::bank_figure(*bank, static_cast<double>(feature->sample_rate()) / 2,
                              arguments.colour_map),
          {{"kind", "bank"}, {"bands", bank->num_bands()}, {"bins", bank->num_bins}}};
}

Drawing draw_window(const Arguments& arguments) {
  const std::string& text = only_feature(arguments, "--window");
  const auto spectrum = features::analysis_spectrum(options_of(arguments, text));
  if (!spectrum) throw_without(text, "a short-time spectrum");
  const auto waveform = prepared(read_feature_input(arguments.input, arguments.sample_rate),
                                 spectrum->sample_rate, arguments.input);
  return {report::window_figure(*spectrum, waveform.samples, arguments.at),
          {{"kind", "window"}, {"n_fft", spectrum->n_fft}}};
}

Drawing draw(const Arguments& arguments) {
  if (arguments.bank) return draw_bank(arguments);
  if (arguments.window) return draw_window(arguments);
  return arguments.grid == GridKind::none ? draw_recording(arguments) : draw_grid(arguments);
}

/// Every feature with all its settings.
nlohmann::ordered_json feature_facts(const Arguments& arguments) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const std::string& text : arguments.features)
    list.push_back(core::to_json(core::to_config(options_of(arguments, text))));
  return list;
}

void plot(const Arguments& arguments, Console& console) {
  if (arguments.input.empty() && !arguments.bank)
    throw core::InvalidOptions({.what = "INPUT", .got = "none", .expected = "a recording"});
  report::require_figure_format(arguments.output);
  const Drawing drawing = draw(arguments);
  report::write_figure(drawing.figure, arguments.output);
  const std::string output = arguments.output.string();
  nlohmann::ordered_json facts{{"output", output},
                               {"width_cm", drawing.figure.width_cm},
                               {"height_cm", drawing.figure.height_cm},
                               {"features", feature_facts(arguments)}};
  if (!arguments.input.empty()) facts["input"] = arguments.input.string();
  facts.update(drawing.facts);
  console.report("features.plot", std::move(facts),
                 fmt::format("{}: {:.3g} by {:.3g} cm\n", output, drawing.figure.width_cm,
                             drawing.figure.height_cm));
}

/// After the other arguments: a kind of figure refuses those that it has no use for.
void add_kinds(CLI::App& app, Arguments& arguments) {
  const auto refuse = [&app](CLI::Option* kind, std::initializer_list<const char*> others) {
    for (const char* other : others) kind->excludes(app.get_option(other));
  };
  CLI::Option* bank = app.add_flag("--bank", arguments.bank, "draw the feature's filter bank");
  CLI::Option* window = app.add_flag("--window", arguments.window,
                                     "draw the window, a frame under it, and the frame's spectrum");
  app.add_option("--at", arguments.at, "middle of the frame of --window; default: the loudest [s]")
      ->type_name("SECONDS")
      ->needs(window);
  CLI::Option* grid =
      add_word_option(app, "--grid", arguments.grid, "INPUT is a dataset; one clip of each class");
  refuse(bank, {"INPUT", "--window", "--grid", "--sample-rate", "--range", "--span", "--size"});
  refuse(window, {"--grid", "--colormap", "--range", "--span", "--size"});
  refuse(grid, {"--sample-rate"});
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("INPUT", arguments->input,
                 "an audio file, a .npy file of float32 [time], or a dataset with --grid");
  app.add_option("--feature", arguments->features,
                 "a name of pinna features list, or \"NAME key=value ...\"; may be repeated")
      ->required()
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_option("-o,--output", arguments->output, "the figure: .png, .svg or .pdf")
      ->required()
      ->type_name("FIGURE");
  add_feature_settings(app, arguments->common);
  app.add_option("--sample-rate", arguments->sample_rate, "of a .npy input [Hz]")->type_name("HZ");
  add_word_option(app, "--colormap", arguments->colour_map, "colours of pictures");
  app.add_option("--range", arguments->range, "ends of the colour bar or value axis")
      ->expected(2)
      ->type_name("LOW HIGH");
  app.add_option("--span", arguments->span, "part of the recording shown [s]")
      ->expected(2)
      ->type_name("FROM TO");
  app.add_option("--size", arguments->size, "of the figure [cm]")
      ->expected(2)
      ->type_name("WIDTH HEIGHT");
  add_kinds(app, *arguments);
  return [arguments](Console& console) { plot(*arguments, console); };
}

}  // namespace

Command features_plot_command() {
  return {{"features plot", "Draws features of a recording, a filter bank or a window",
           "pinna features plot dog.wav --feature log_mel --feature mfcc -o dog.pdf"},
          configure};
}

}  // namespace pinna::cli
