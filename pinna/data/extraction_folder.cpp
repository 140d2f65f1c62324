#include "pinna/data/extraction_folder.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"
#include "pinna/core/hash.h"
#include "pinna/data/verify.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view lock_name = ".manifest.lock";
constexpr size_t most_differences_shown = 5;

/// What killed processes left of a file that they were writing.
void remove_temporaries(const fs::path& folder, std::string_view name) {
  const std::string start = fmt::format(".{}.", name);
  std::vector<fs::path> left;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string other = entry.path().filename().string();
    if (other.starts_with(start) && other.ends_with(".tmp")) left.push_back(entry.path());
  }
  std::error_code ignored;
  for (const fs::path& path : left) fs::remove(path, ignored);
}

void require_nothing_visible(const fs::path& folder) {
  const auto is_visible = [](const fs::directory_entry& entry) {
    return !entry.path().filename().string().starts_with(".");
  };
  if (std::none_of(fs::directory_iterator(folder), {}, is_visible)) return;
  throw core::InvalidOptions({.what = "folder of features",
                              .got = "files of something else",
                              .expected = "an absent or empty folder, or an extraction to go on "
                                          "with",
                              .where = folder.string(),
                              .fix = "choose another folder or empty it"});
}

void require_same_plan(const FeaturePlan& there, const FeaturePlan& here, const fs::path& folder) {
  const std::vector<std::string> list = differences(there, here);
  if (list.empty()) return;
  const size_t shown = std::min(list.size(), most_differences_shown);
  throw core::InvalidOptions(
      {.what = "the folder holds other features",
       .got = fmt::format("{}{}", fmt::join(list.begin(), list.begin() + shown, "; "),
                          list.size() > shown ? fmt::format("; {} more", list.size() - shown) : ""),
       .expected = "the plan of this recipe",
       .where = folder.string(),
       .fix = "choose another folder or remove this one"});
}

}  // namespace

ShardLock::~ShardLock() {
  std::error_code ignored;
  fs::remove(path_, ignored);
}

ExtractionFolder::ExtractionFolder(fs::path folder, const FeaturePlan& plan)
    : folder_(std::move(folder)), plan_(plan) {
  core::make_folder(folder_);
  const fs::path path = folder_ / feature_manifest_name;
  if (!fs::exists(path)) {
    require_nothing_visible(folder_);
    const core::FileLock lock(folder_ / lock_name);
    if (!fs::exists(path)) write({.plan = plan_});
  }
  require_same_plan(manifest().plan, plan_, folder_);
}

ShardLock ExtractionFolder::lock_shard(int64_t shard) const {
  return ShardLock(folder_ / fmt::format(".{}.lock", shard_name(plan_, shard)));
}

void ExtractionFolder::clean_up(int64_t shard) const {
  remove_temporaries(folder_, shard_name(plan_, shard));
}

void ExtractionFolder::set(int64_t shard, ShardEntry entry) {
  const core::FileLock lock(folder_ / lock_name);
  FeatureManifest changed = manifest();
  changed.shards[shard] = std::move(entry);
  write(changed);
}

bool ExtractionFolder::finish() {
  const core::FileLock lock(folder_ / lock_name);
  const FeatureManifest finished = manifest();
  if (!finished.is_complete()) return false;
  std::string sums =
      fmt::format("{}  {}\n", core::sha256_hex(to_json_text(finished)), feature_manifest_name);
  for (const auto& [index, shard] : finished.shards)
    sums += fmt::format("{}  {}\n", shard.sha256, shard_name(plan_, index));
  core::write_file_atomically(folder_ / kManifestName, sums);
  remove_temporaries(folder_, feature_manifest_name);
  remove_temporaries(folder_, kManifestName);
  fs::remove(folder_ / lock_name);
  return true;
}

void ExtractionFolder::write(const FeatureManifest& manifest) const {
  core::write_file_atomically(folder_ / feature_manifest_name, to_json_text(manifest));
}

}  // namespace pinna::data
