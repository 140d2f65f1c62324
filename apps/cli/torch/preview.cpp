// pinna data preview: what a network will hear and see when it is trained as a recipe says.
#include "pinna/study/preview.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/cli/network_program.h"
#include "apps/cli/torch/commands.h"
#include "apps/cli/torch/recipe_arguments.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "pinna/audio/encode.h"
#include "pinna/core/files.h"
#include "pinna/core/text_table.h"
#include "pinna/report/feature_figure.h"
#include "pinna/report/preview_page.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  RunRecipeArguments recipe;
  std::optional<int64_t> epoch = std::nullopt;
  int64_t clips = 6;
  fs::path output;
};

/// "sea waves 60 %"; a class alone without its share.
std::string share_text(const std::pair<std::string, double>& target) {
  const std::string name = report::display_name(target.first);
  return target.second < 1 ? fmt::format("{} {:.0f} %", name, 100 * target.second) : name;
}

/// "dog 60 %, rain 40 %".
std::string target_text(const study::TargetShares& targets) {
  std::vector<std::string> words;
  for (const auto& target : targets) words.push_back(share_text(target));
  return fmt::format("{}", fmt::join(words, ", "));
}

/// What was asked for, and the files that it becomes.
struct Sheet {
  study::Recipe recipe;
  int64_t epoch;
  std::vector<study::PreviewedClip> clips;
  fs::path folder;

  fs::path sound_path(size_t index) const {
    return folder / fmt::format("clip{:02}.wav", index + 1);
  }
  fs::path figure_path() const { return folder / "preview.png"; }
  fs::path page_path() const { return folder / "index.html"; }

  void write_sounds(int64_t sample_rate) const {
    for (size_t i = 0; i < clips.size(); ++i)
      audio::write_audio(sound_path(i), {.samples = clips[i].heard, .sample_rate = sample_rate},
                         audio::WavEncoding::float32);
  }

  /// For each part of the feature the clips as they are, then as they are seen.
  report::Figure figure(const features::Feature& feature) const {
    const auto parts = report::part_names(feature);
    std::vector<report::PanelGroup> groups;
    for (const std::string& part : parts)
      for (const char* state : {"as it is", "as the network is given it"})
        groups.push_back({.title = part.empty() ? state : fmt::format("{}, {}", part, state)});
    for (size_t i = 0; i < clips.size(); ++i) {
      const study::PreviewedClip& clip = clips[i];
      add_panels(groups, 0, feature, clip.feature, clip.waveform.size(),
                 fmt::format("{}: {}", i + 1, report::display_name(clip.label)));
      add_panels(groups, 1, feature, clip.seen, clip.heard.size(),
                 fmt::format("{}: {}", i + 1, share_text(clip.targets.front())));
    }
    return report::feature_grid(groups);
  }

  static void add_panels(std::vector<report::PanelGroup>& groups, size_t state,
                         const features::Feature& feature, const features::FeatureMatrix& values,
                         size_t num_samples, const std::string& title) {
    const double seconds =
        static_cast<double>(num_samples) / static_cast<double>(feature.sample_rate());
    auto panels = report::feature_panels(feature, values, seconds, "");
    for (size_t part = 0; part < panels.size(); ++part) {
      panels[part].title = title;
      panels[part].value_unit = "standard deviations";
      groups[2 * part + state].panels.push_back(std::move(panels[part]));
    }
  }

  report::PreviewPage page(const report::Figure& figure) const {
    report::PreviewPage page{
        .title = fmt::format("What a network is given: {}", recipe.name),
        .notes = {fmt::format("Fold {} held out, seed {}, epoch {} of {}.", recipe.fold,
                              recipe.seed, epoch + 1, recipe.training.epochs)},
        .figure_png = report::render(figure, report::FigureFormat::png)};
    if (recipe.augment.mixing.is_on())
      page.notes.emplace_back(
          "Between-class mixing acts on the sound and is heard; mixup, time and frequency mixing "
          "act on the feature and are only seen, so the sound is then that of the first class "
          "alone.");
    for (size_t i = 0; i < clips.size(); ++i)
      page.rows.push_back({clips[i].id, report::display_name(clips[i].label),
                           target_text(clips[i].targets), sound_path(i)});
    return page;
  }

  std::string table() const {
    core::TextTable table({{"clip"}, {"class"}, {"target"}, {"sound"}});
    for (size_t i = 0; i < clips.size(); ++i)
      table.add_row({clips[i].id, report::display_name(clips[i].label),
                     target_text(clips[i].targets), sound_path(i).filename().string()});
    return table.to_string();
  }

  nlohmann::ordered_json to_json() const {
    auto rows = nlohmann::ordered_json::array();
    for (size_t i = 0; i < clips.size(); ++i) {
      nlohmann::ordered_json targets = nlohmann::ordered_json::object();
      for (const auto& [label, share] : clips[i].targets) targets[label] = share;
      rows.push_back({{"clip", clips[i].id},
                      {"label", clips[i].label},
                      {"targets", std::move(targets)},
                      {"sound", sound_path(i).string()}});
    }
    return {{"fold", recipe.fold},
            {"seed", recipe.seed},
            {"epoch", epoch + 1},
            {"page", page_path().string()},
            {"figure", figure_path().string()},
            {"clips", std::move(rows)}};
  }
};

void preview(const Arguments& arguments, Console& console) {
  const study::Recipe recipe = arguments.recipe.read();
  const int64_t epoch = arguments.epoch ? *arguments.epoch - 1 : study::first_whole_epoch(recipe);
  Sheet sheet{.recipe = recipe,
              .epoch = epoch,
              .clips = study::preview(recipe, {.clips = arguments.clips, .epoch = epoch}),
              .folder = arguments.output};
  const auto feature = features::make_feature(recipe.feature);
  const report::Figure figure = sheet.figure(*feature);
  fs::create_directories(sheet.folder);
  sheet.write_sounds(feature->sample_rate());
  report::write_figure(figure, sheet.figure_path());
  core::write_file_atomically(sheet.page_path(), report::preview_page(sheet.page(figure)));
  console.report("data.preview", sheet.to_json(),
                 fmt::format("{}\nfold {} held out, seed {}, epoch {}: {}\n", sheet.table(),
                             recipe.fold, recipe.seed, epoch + 1, sheet.page_path().string()));
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  arguments->recipe.add_to(app);
  app.add_option("--epoch", arguments->epoch,
                 "counted from 1; default: the first with all augmentation on");
  app.add_option("--clips", arguments->clips, "how many")->capture_default_str();
  app.add_option("-o,--output", arguments->output, "folder for sounds, figure and page")
      ->required()
      ->type_name("FOLDER");
  return [arguments](Console& console) { preview(*arguments, console); };
}

}  // namespace

Command data_preview_command() {
  return {network_command("data preview"), configure};
}

}  // namespace pinna::cli
