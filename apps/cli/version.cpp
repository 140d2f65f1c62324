// pinna version
#include "apps/cli/commands.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace pinna::cli {
namespace {

Action configure(CLI::App&) {
  return [](Console& console) {
    console.report("version", {{"version", PINNA_VERSION}},
                   fmt::format("pinna {}\n", PINNA_VERSION));
  };
}

}  // namespace

Command version_command() {
  return {{"version", "Prints the version", "pinna version --json"}, configure};
}

}  // namespace pinna::cli
