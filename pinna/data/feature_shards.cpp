#include "pinna/data/feature_shards.h"

#include <mutex>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/hash.h"
#include "pinna/core/parallel.h"
#include "pinna/data/shard_file.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void throw_other(std::string what, std::string got, std::string expected,
                              std::string where) {
  throw core::BadData({.what = std::move(what),
                       .got = std::move(got),
                       .expected = std::move(expected),
                       .where = std::move(where),
                       .fix = "extract the shard again"});
}

void require_size(const fs::path& path, int64_t num_bytes) {
  core::require_file(path, "shard", "extract it again");
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error || static_cast<int64_t>(size) != num_bytes)
    throw_other("size of a shard", error ? error.message() : fmt::format("{} bytes", size),
                fmt::format("{} bytes", num_bytes), path.string());
}

}  // namespace

FeatureShards::FeatureShards(fs::path folder) : folder_(std::move(folder)) {
  core::require_folder(folder_, "folder of features");
  manifest_ = read_feature_manifest(folder_);
  if (!manifest_.is_complete())
    throw core::BadData({.what = "unfinished extraction",
                         .got = fmt::format("{} shards", manifest_.shards.size()),
                         .expected = fmt::format("{}", manifest_.plan.num_shards),
                         .where = folder_.string(),
                         .fix = "repeat the command that began it"});
  for (const auto& [index, shard] : manifest_.shards) {
    require_size(path_of(index), shard.num_bytes);
    for (const ShardEntry::ClipEntry& clip : shard.clips)
      places_.emplace(clip.key, std::ssize(places_));
  }
}

fs::path FeatureShards::path_of(int64_t shard) const {
  return folder_ / shard_name(manifest_.plan, shard);
}

FeatureSample FeatureShards::checked(const RawSample& raw, const ShardEntry::ClipEntry& expected,
                                     const std::string& where) const {
  if (raw.key != expected.key) throw_other("clip", raw.key, expected.key, where);
  FeatureSample sample = parse_sample(raw, where);
  const FeaturePlan& plan = manifest_.plan;
  const FeatureRecord& record = sample.record;
  if (record.audio_hash != expected.audio_hash || record.settings_hash != plan.settings_hash)
    throw_other("hashes of " + raw.key, "others than the manifest's", "the same", where);
  if (record.bins != plan.bins || record.frames != plan.frames)
    throw_other("shape of " + raw.key, fmt::format("[{}, {}]", record.bins, record.frames),
                fmt::format("[{}, {}]", plan.bins, plan.frames), where);
  return sample;
}

FeatureSample FeatureShards::read(int64_t clip) const {
  const FeaturePlan& plan = manifest_.plan;
  if (clip < 0 || clip >= plan.num_clips)
    throw core::InvalidOptions({.what = "clip",
                                .got = fmt::format("{}", clip),
                                .expected = fmt::format("0 to {}", plan.num_clips - 1),
                                .where = folder_.string()});
  const int64_t shard = shard_of(plan, clip);
  const auto place = static_cast<size_t>(clip - first_clip(plan, shard));
  const ShardEntry::ClipEntry& entry = manifest_.shards.at(shard).clips[place];
  const std::string where = fmt::format("{}: byte {}", path_of(shard).string(), entry.offset);
  ShardReader reader(path_of(shard), npy_bytes(plan), entry.offset);
  const std::optional<RawSample> raw = reader.next();
  if (!raw) throw_other("clip", "the end of the shard", entry.key, where);
  return checked(*raw, entry, where);
}

FeatureSample FeatureShards::read(std::string_view clip_id) const {
  const auto place = places_.find(sample_key(clip_id));
  if (place == places_.end())
    throw core::InvalidOptions({.what = "clip",
                                .got = std::string(clip_id),
                                .expected = "a clip of the dataset " + manifest_.plan.dataset,
                                .where = folder_.string()});
  return read(place->second);
}

void FeatureShards::for_each(int64_t shard,
                             const std::function<void(FeatureSample&&)>& take) const {
  const std::string where = path_of(shard).string();
  ShardReader reader(path_of(shard), npy_bytes(manifest_.plan));
  for (const ShardEntry::ClipEntry& clip : manifest_.shards.at(shard).clips) {
    const std::optional<RawSample> raw = reader.next();
    if (!raw) throw_other("clip", "the end of the shard", clip.key, where);
    take(checked(*raw, clip, where));
  }
  if (const std::optional<RawSample> raw = reader.next())
    throw_other("clip", raw->key, "the end of the shard", where);
}

void FeatureShards::verify(int threads, const ProgressCallback& progress) const {
  const int64_t total = manifest_.plan.num_shards;
  std::mutex mutex;
  int64_t done = 0;
  core::parallel_for(total, threads, [&](int64_t shard, int) {
    const std::string digest = core::sha256_file(path_of(shard));
    const std::string& expected = manifest_.shards.at(shard).sha256;
    if (digest != expected)
      throw_other("SHA-256 of a shard", digest, expected, path_of(shard).string());
    for_each(shard, [](FeatureSample&&) {});
    const std::lock_guard lock(mutex);
    ++done;
    if (progress) progress(done, total);
  });
}

}  // namespace pinna::data
