#include "apps/cli/data/dataset_arguments.h"

#include "pinna/core/options.h"
#include "pinna/data/read_dataset.h"

namespace pinna::cli {

void add_dataset_arguments(CLI::App& app, DatasetArguments& arguments) {
  app.add_option("ROOT", arguments.root,
                 "a folder in ESC-50's layout, a folder of class folders, or a CSV table")
      ->required();
  app.add_option("--set", arguments.overrides, "one setting, such as subset=esc10; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
}

data::ClipTable read_dataset(const DatasetArguments& arguments) {
  const data::DatasetOptions guessed = data::guess_dataset(arguments.root);
  core::ConfigTable overrides;
  for (const std::string& assignment : arguments.overrides)
    core::apply_override(overrides, assignment);
  return data::read_dataset(core::parse_options(overrides, guessed));
}

}  // namespace pinna::cli
