// Manifests of extractions that never ran.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "pinna/data/clip_table.h"
#include "pinna/data/feature_manifest.h"

namespace pinna::data {

inline ClipTable table_of(int64_t count) {
  ClipTable table{.name = "small", .root = "root"};
  for (int64_t i = 0; i < count; ++i)
    table.clips.push_back({.id = fmt::format("clip{}", i), .path = "root/a.wav", .label = "dog"});
  assign_targets(table);
  return table;
}

inline FeatureManifest complete_manifest(int64_t num_clips, int64_t num_shards) {
  FeatureManifest manifest{.plan = plan_features(table_of(num_clips), {}, num_shards)};
  for (int64_t shard = 0; shard < num_shards; ++shard) {
    ShardEntry entry{.num_bytes = 100000, .sha256 = std::string(64, 'e')};
    for (int64_t clip = first_clip(manifest.plan, shard);
         clip < first_clip(manifest.plan, shard + 1); ++clip)
      entry.clips.push_back({.key = fmt::format("clip{}", clip),
                             .audio_hash = std::string(32, 'a'),
                             .offset = 1024 * clip});
    manifest.shards.emplace(shard, std::move(entry));
  }
  return manifest;
}

}  // namespace pinna::data
