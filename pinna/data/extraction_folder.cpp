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

TemporaryLock::~TemporaryLock() {
  std::error_code ignored;
  fs::remove(path_, ignored);
}

ExtractionFolder::ExtractionFolder(fs::path folder, const FeaturePlan& plan)
    : folder_(std::move(folder)) {
  core::make_folder(folder_);
  begin(plan);
  found_at_ = fs::last_write_time(folder_ / feature_manifest_name);
  found_ = read_feature_manifest(folder_);
  require_same_plan(found_.plan, plan, folder_);
}

void ExtractionFolder::begin(const FeaturePlan& plan) const {
  const TemporaryLock lock(folder_ / lock_name, core::LockPatience::unlimited);
  if (fs::exists(folder_ / feature_manifest_name)) return;
  require_nothing_visible(folder_);
  write({.plan = plan});
}

TemporaryLock ExtractionFolder::lock_shard(int64_t shard) const {
  return TemporaryLock(folder_ / fmt::format(".{}.lock", shard_name(found_.plan, shard)),
                       core::LockPatience::three_seconds);
}

void ExtractionFolder::clean_up(int64_t shard) const {
  remove_temporaries(folder_, shard_name(found_.plan, shard));
  remove_temporaries(folder_, shard_entry_name(found_.plan, shard));
}

std::optional<ShardEntry> ExtractionFolder::entry(int64_t shard) const {
  const auto listed_in = [&](const FeatureManifest& manifest) {
    const auto listed = manifest.shards.find(shard);
    return listed == manifest.shards.end() ? std::nullopt : std::optional(listed->second);
  };
  if (const auto listed = listed_in(found_)) return listed;
  // Another process that finishes moves the entries into the manifest.
  const TemporaryLock lock(folder_ / lock_name, core::LockPatience::unlimited);
  if (has_entry_file(shard)) return read_shard_entry(folder_, found_.plan, shard);
  if (fs::last_write_time(folder_ / feature_manifest_name) == found_at_) return std::nullopt;
  return listed_in(read_feature_manifest(folder_));
}

void ExtractionFolder::set(int64_t shard, const ShardEntry& entry) const {
  core::write_file_atomically(folder_ / shard_entry_name(found_.plan, shard),
                              to_json_text(found_.plan, shard, entry));
}

bool ExtractionFolder::finish() const {
  const TemporaryLock lock(folder_ / lock_name, core::LockPatience::unlimited);
  FeatureManifest all = read_feature_manifest(folder_);
  std::vector<int64_t> unlisted;
  for (int64_t shard = 0; shard < all.plan.num_shards; ++shard)
    if (has_entry_file(shard)) {
      unlisted.push_back(shard);
    } else if (!all.shards.contains(shard)) {
      return false;
    }
  for (const int64_t shard : unlisted)
    all.shards[shard] = read_shard_entry(folder_, all.plan, shard);
  write(all);
  write_sums(all);
  for (const int64_t shard : unlisted) fs::remove(folder_ / shard_entry_name(all.plan, shard));
  remove_temporaries(folder_, feature_manifest_name);
  remove_temporaries(folder_, kManifestName);
  return true;
}

bool ExtractionFolder::has_entry_file(int64_t shard) const {
  return fs::exists(folder_ / shard_entry_name(found_.plan, shard));
}

void ExtractionFolder::write(const FeatureManifest& manifest) const {
  core::write_file_atomically(folder_ / feature_manifest_name, to_json_text(manifest));
}

void ExtractionFolder::write_sums(const FeatureManifest& manifest) const {
  std::string sums =
      fmt::format("{}  {}\n", core::sha256_hex(to_json_text(manifest)), feature_manifest_name);
  for (const auto& [index, shard] : manifest.shards)
    sums += fmt::format("{}  {}\n", shard.sha256, shard_name(manifest.plan, index));
  core::write_file_atomically(folder_ / kManifestName, sums);
}

}  // namespace pinna::data
