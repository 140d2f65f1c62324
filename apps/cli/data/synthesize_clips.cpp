// pinna data synthesize clips -o DIR
#include "pinna/data/synthesize_clips.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "apps/cli/commands.h"
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
  std::vector<std::string> overrides;
};

void synthesize(const Arguments& arguments, Console& console) {
  core::ConfigTable table =
      arguments.recipe.empty() ? core::ConfigTable{} : core::read_extended_toml(arguments.recipe);
  for (const std::string& assignment : arguments.overrides) core::apply_override(table, assignment);
  const auto options = core::parse_options<data::SyntheticClipsOptions>(table);
  data::synthesize_clips(options, arguments.folder);
  const size_t num_clips = data::plan_synthetic_clips(options).size();
  console.report("data.synthesize_clips",
                 {{"folder", arguments.folder.string()},
                  {"clips", num_clips},
                  {"options", core::to_json(core::to_config(options))}},
                 fmt::format("{}: {} synthetic clips, for demonstrations and tests only\n",
                             arguments.folder.string(), num_clips));
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("RECIPE", arguments->recipe, "settings in TOML; without it the defaults");
  app.add_option("-o,--output", arguments->folder, "a folder that is empty or does not exist yet")
      ->required()
      ->type_name("DIR");
  app.add_option("--set", arguments->overrides,
                 "one setting, such as clips_per_class=10; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  return [arguments](Console& console) { synthesize(*arguments, console); };
}

}  // namespace

Command data_synthesize_clips_command() {
  return {{"data synthesize clips", "Makes the built-in procedural clips in ESC-50's layout",
           "pinna data synthesize clips -o demo-clips"},
          configure};
}

}  // namespace pinna::cli
