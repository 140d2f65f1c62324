// Reading extracted features: a folder of shards with its manifest, from any source.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "pinna/data/feature_manifest.h"
#include "pinna/data/feature_sample.h"
#include "pinna/data/progress_callback.h"

namespace pinna::data {

/// Immutable; any number of threads may read at the same time. Every sample that is handed out has
/// the plan's shape, belongs to its place in the manifest and equals its own hash.
class FeatureShards {
 public:
  /// Reads the manifest. MissingInput for an absent folder, manifest or shard; BadData for an
  /// unfinished extraction, a damaged manifest or a shard of another size.
  explicit FeatureShards(std::filesystem::path folder);

  const FeaturePlan& plan() const { return manifest_.plan; }
  int64_t num_clips() const { return manifest_.plan.num_clips; }

  /// The clip of this place in the dataset's order, without reading others. BadData for damage.
  FeatureSample read(int64_t clip) const;
  /// The same by Clip::id; InvalidOptions if there is no such clip.
  FeatureSample read(std::string_view clip_id) const;
  /// All clips of a shard in order, in one pass over the file. BadData for damage, or anything
  /// besides the clips of the manifest.
  void for_each(int64_t shard, const std::function<void(FeatureSample&&)>& take) const;

  /// Compares the SHA-256 of every shard and reads every sample, on `threads` threads (0: one per
  /// processor). BadData names the first shard that differs. Progress counts shards.
  void verify(int threads = 0, const ProgressCallback& progress = {}) const;

 private:
  std::filesystem::path path_of(int64_t shard) const;
  FeatureSample checked(const RawSample& raw, const ShardEntry::ClipEntry& expected,
                        const std::string& where) const;

  std::filesystem::path folder_;
  FeatureManifest manifest_;
  std::map<std::string, int64_t, std::less<>> places_;  ///< clips by key
};

}  // namespace pinna::data
