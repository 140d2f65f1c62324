// pinna data synthesize soundscapes RECIPE -o DIR
#include "pinna/data/synthesize_soundscapes.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "apps/cli/commands.h"
#include "apps/cli/transfer_progress.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/extended_config.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  fs::path recipe;
  fs::path folder;
  std::string data;
  std::vector<std::string> overrides;
};

data::SoundscapeOptions options_of(const Arguments& arguments) {
  core::ConfigTable table = core::read_extended_toml(arguments.recipe);
  for (const std::string& assignment : arguments.overrides) core::apply_override(table, assignment);
  if (!arguments.data.empty())
    core::apply_override(table, "data.root=" + nlohmann::json(arguments.data).dump());
  return core::parse_options<data::SoundscapeOptions>(table);
}

void synthesize(const Arguments& arguments, Console& console) {
  const data::SoundscapeOptions options = options_of(arguments);
  const data::SoundscapeReport report = data::synthesize_soundscapes(
      options, arguments.folder, 0, transfer_progress(console, "scenes"));
  console.report("data.synthesize_soundscapes",
                 {{"folder", arguments.folder.string()},
                  {"scenes", report.num_scenes},
                  {"events", report.num_events},
                  {"seconds", report.seconds},
                  {"options", core::to_json(core::to_config(options))}},
                 fmt::format("{}: {} scenes with {} events, {:.1f} h of sound; no source is shared "
                             "between folds\n",
                             arguments.folder.string(), report.num_scenes, report.num_events,
                             report.seconds / 3600));
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("RECIPE", arguments->recipe, "settings in TOML")->required();
  app.add_option("-o,--output", arguments->folder, "a folder that is empty or does not exist yet")
      ->required()
      ->type_name("DIR");
  app.add_option("--data", arguments->data, "folder of the clips; sets data.root")
      ->type_name("ROOT");
  app.add_option("--set", arguments->overrides, "one setting, such as seed=2; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  return [arguments](Console& console) { synthesize(*arguments, console); };
}

}  // namespace

Command data_synthesize_soundscapes_command() {
  return {{"data synthesize soundscapes", "Mixes clips into scenes whose events are known",
           "pinna data synthesize soundscapes recipes/soundscapes/esc10.toml --data ESC-50-master "
           "-o scenes"},
          configure};
}

}  // namespace pinna::cli
