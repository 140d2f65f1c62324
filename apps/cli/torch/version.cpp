// pinna-torch version: what `pinna doctor` asks about LibTorch.
#include <filesystem>
#include <string>

#include "apps/cli/torch/commands.h"
#include <fmt/format.h>
#include <link.h>
#include <nlohmann/json.hpp>

#include "pinna/models/compat.h"

namespace pinna::cli {
namespace {

/// The library behind the matrix products of this process, as a path without links.
std::string loaded_blas() {
  std::string found;
  dl_iterate_phdr(
      [](dl_phdr_info* info, size_t, void* result) {
        const std::filesystem::path path = info->dlpi_name;
        const std::string name = path.filename().string();
        for (const char* library : {"libblas", "libopenblas", "libmkl_rt", "libblis"})
          if (name.starts_with(library))
            *static_cast<std::string*>(result) = std::filesystem::canonical(path).string();
        return 0;
      },
      &found);
  return found;
}

Action configure(CLI::App&) {
  return [](Console& console) {
    const std::string blas = loaded_blas();
    console.report(
        "torch.version",
        {{"version", PINNA_VERSION}, {"libtorch", models::libtorch_version()}, {"blas", blas}},
        fmt::format("pinna-torch {}, LibTorch {}, BLAS {}\n", PINNA_VERSION,
                    models::libtorch_version(), blas));
  };
}

}  // namespace

Command torch_version_command() {
  return {{"version", "Prints the versions of this program and its libraries",
           "pinna-torch version --json"},
          configure};
}

}  // namespace pinna::cli
