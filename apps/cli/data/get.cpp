// pinna data get NAME --to DIR
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "apps/cli/commands.h"
#include "apps/cli/transfer_progress.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "pinna/data/catalogue.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  std::string name;
  fs::path folder;
};

void get(const Arguments& arguments, Console& console) {
  const data::CatalogueEntry& entry = data::find_in_catalogue(arguments.name);
  spdlog::info("{}, about {} MB from {}", entry.title, entry.approximate_bytes / 1'000'000,
               entry.url);
  spdlog::info("licence: {}", entry.licence);
  spdlog::info("please cite: {}", entry.citation);
  const data::GetReport report =
      data::get_dataset(entry, arguments.folder,
                        {.download_progress = transfer_progress(console, "download"),
                         .unpack_progress = transfer_progress(console, "unpack"),
                         .hash_progress = transfer_progress(console, "check")});
  const bool is_vouched = report.manifest == data::ManifestOrigin::publisher;
  console.report("data.get",
                 {{"name", entry.name},
                  {"folder", arguments.folder.string()},
                  {"licence", entry.licence},
                  {"clips", report.num_clips},
                  {"files", report.num_files},
                  {"bytes", report.num_bytes},
                  {"archive_sha256", report.archive_sha256},
                  {"checksums", is_vouched ? "publisher" : "download"}},
                 fmt::format("{}: {} clips in {} files, {}\n", arguments.folder.string(),
                             report.num_clips, report.num_files,
                             is_vouched ? "each as its publisher hashed it"
                                        : "checksums written for later pinna data verify"));
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  std::string names;
  for (const data::CatalogueEntry& entry : data::catalogue())
    names += (names.empty() ? "" : ", ") + entry.name;
  app.add_option("NAME", arguments->name, "a dataset: " + names)->required();
  app.add_option("--to", arguments->folder, "a folder that is empty or does not exist yet")
      ->required()
      ->type_name("DIR");
  return [arguments](Console& console) { get(*arguments, console); };
}

}  // namespace

Command data_get_command() {
  return {{"data get", "Downloads a dataset, goes on where it was interrupted, checks every file",
           "pinna data get esc50 --to ESC-50"},
          configure};
}

}  // namespace pinna::cli
