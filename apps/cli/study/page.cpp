// pinna study page: the results of a compared study as Markdown with figures.
#include <memory>
#include <string>

#include "apps/cli/commands.h"
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "pinna/report/study_page.h"

namespace pinna::cli {
namespace {

struct Arguments {
  std::string study;
  std::string folder;
};

Action configure(CLI::App& app) {
  const auto arguments = std::make_shared<Arguments>();
  app.add_option("STUDY", arguments->study, "folder of a study that was compared")->required();
  app.add_option("-o,--output", arguments->folder, "folder for results.md and its figures")
      ->required()
      ->type_name("DIR");
  return [arguments](Console& console) {
    report::write_study_page(runs::StudyFolder::open(arguments->study), arguments->folder);
    console.report("study_page", {{"page", arguments->folder + "/results.md"}},
                   arguments->folder + "/results.md\n");
  };
}

}  // namespace

Command study_page_command() {
  return {{"study page", "Writes the results of a compared study with figures",
           "pinna study page studies/what-and-when -o page"},
          configure};
}

}  // namespace pinna::cli
