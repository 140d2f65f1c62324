// A whole dataset to shards of features, in any number of processes and attempts.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

#include "pinna/core/shard.h"
#include "pinna/data/clip_table.h"
#include "pinna/data/feature_cache.h"
#include "pinna/data/feature_manifest.h"
#include "pinna/data/feature_recipe.h"
#include "pinna/data/progress_callback.h"

namespace pinna::data {

using ShardChoice = core::Shard;

struct ExtractOptions {
  std::filesystem::path folder = {};
  int64_t num_shards = 0;                          ///< 0: by size, see plan_features
  std::optional<ShardChoice> only = std::nullopt;  ///< one shard; its count wins over num_shards
  int jobs = 0;                                    ///< threads; 0: one per processor
  FeatureCache* cache = nullptr;                   ///< none: everything is computed
  ProgressCallback progress = {};                  ///< clips, those of kept shards included
  std::function<bool()> stop_requested = {};       ///< asked by all threads, before each clip
};

struct ExtractReport {
  FeaturePlan plan = {};
  int64_t shards_written = 0;
  int64_t shards_kept = 0;  ///< finished earlier and found intact
  int64_t clips_computed = 0;
  int64_t clips_from_cache = 0;
  int64_t num_bytes = 0;     ///< of the shards written and kept
  bool is_complete = false;  ///< whether all shards of the folder are there now
};

/// Writes the shards, the manifest and, with the last shard, SHA256SUMS. The bytes depend on the
/// clips, the recipe, the number of shards, the library and the processor's instruction set alone:
/// not on jobs, cache, place, time or earlier attempts. A finished shard is kept if its SHA-256 is
/// as listed and the audio files of its clips have not changed; others are made again. Each shard
/// appears whole or not at all.
///
/// InvalidOptions if the folder holds features of another plan, saying what differs, or something
/// else; BadData or MissingInput naming the clip; IoError; Interrupted.
ExtractReport extract_features(const ClipTable& table, const FeatureRecipe& recipe,
                               const ExtractOptions& options);

}  // namespace pinna::data
