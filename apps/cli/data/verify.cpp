// pinna data verify ROOT
#include "pinna/data/verify.h"

#include <filesystem>
#include <memory>
#include <string>

#include "apps/cli/commands.h"
#include "apps/cli/transfer_progress.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/data/feature_shards.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

void verify(const fs::path& root, Console& console) {
  core::require_folder(root, "dataset or features");
  const data::VerifyReport report =
      data::verify_folder(root, 0, transfer_progress(console, "check"));
  std::string text;
  for (const std::string& name : report.missing) text += fmt::format("missing  {}\n", name);
  for (const std::string& name : report.changed) text += fmt::format("changed  {}\n", name);
  for (const std::string& name : report.extra) text += fmt::format("extra    {}\n", name);
  text += fmt::format("{} files listed, {} missing, {} changed, {} extra\n", report.num_listed,
                      report.missing.size(), report.changed.size(), report.extra.size());
  nlohmann::ordered_json json{{"root", root.string()},       {"intact", report.intact()},
                              {"listed", report.num_listed}, {"missing", report.missing},
                              {"changed", report.changed},   {"extra", report.extra}};
  if (report.intact() && data::has_feature_manifest(root)) {
    const data::FeatureShards shards(root);
    shards.verify(0, transfer_progress(console, "read"));
    json["samples"] = shards.num_clips();
    text += fmt::format("{} samples read, all as the manifest says\n", shards.num_clips());
  }
  console.report("data.verify", json, text);
  if (!report.intact())
    throw core::CheckFailed(
        {.what = "files that differ from their checksums",
         .got = fmt::format("{}", report.missing.size() + report.changed.size()),
         .expected = "none",
         .where = root.string(),
         .fix = "fetch or extract them again"});
}

Action configure(CLI::App& app) {
  auto root = std::make_shared<fs::path>();
  app.add_option("ROOT", *root, fmt::format("a folder with {}", data::kManifestName))->required();
  return [root](Console& console) { verify(*root, console); };
}

}  // namespace

Command data_verify_command() {
  return {{"data verify", "Compares every file with its checksum, and features with their manifest",
           "pinna data verify ESC-50"},
          configure};
}

}  // namespace pinna::cli
