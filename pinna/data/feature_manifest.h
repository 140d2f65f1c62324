// manifest.json: what a folder of shards holds, and how it was made (docs/formats.md).
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "pinna/data/clip_table.h"
#include "pinna/data/feature_recipe.h"

namespace pinna::data {

inline constexpr std::string_view feature_manifest_name = "manifest.json";
inline constexpr int64_t max_shards = 99999;

/// All that is known before the first clip is read; it fixes every byte of every shard but the
/// audio itself.
struct FeaturePlan {
  std::string pinna = "";  ///< version of the library
  int64_t feature_version = 0;
  std::string dataset = "";
  std::string licence = "";
  std::vector<std::string> labels = {};
  int64_t num_clips = 0;
  std::string table_hash = "";  ///< XXH3-128 of the clips' rows, without their audio
  ClipInputOptions input = {};
  features::FeatureOptions feature = {};
  std::string settings_hash = "";
  int64_t sample_rate = 0;  ///< Hz
  int64_t hop_length = 0;   ///< samples
  int64_t bins = 0;         ///< rows of every matrix, of all channels
  int64_t frames = 0;
  int64_t num_channels = 1;
  bool is_complex = false;  ///< whether the last bins / 2 rows are imaginary parts of the first
  int64_t num_shards = 0;
  bool operator==(const FeaturePlan&) const = default;
};

struct ShardEntry {
  struct ClipEntry {
    std::string key = "";
    std::string audio_hash = "";  ///< XXH3-128 of the audio file's bytes
    int64_t offset = 0;           ///< byte in the shard where the clip's first entry begins
    bool operator==(const ClipEntry&) const = default;
  };
  int64_t num_bytes = 0;
  std::string sha256 = "";
  std::vector<ClipEntry> clips = {};
  bool operator==(const ShardEntry&) const = default;
};

struct FeatureManifest {
  FeaturePlan plan = {};
  std::map<int64_t, ShardEntry> shards = {};  ///< the listed ones, by index from 0
  bool is_complete() const { return std::ssize(shards) == plan.num_shards; }
  bool operator==(const FeatureManifest&) const = default;
};

/// The plan for a dataset cut into `num_shards`; 0: about 32 MiB each, at most 1000. InvalidOptions
/// for more shards than clips, or if a clip of the input's length is too short for a frame.
FeaturePlan plan_features(const ClipTable& table, const FeatureRecipe& recipe, int64_t num_shards);

/// "shard-00000-of-00004.tar".
std::string shard_name(const FeaturePlan& plan, int64_t shard);
/// Shard s holds the clips [first_clip(s), first_clip(s + 1)) of the table.
int64_t first_clip(const FeaturePlan& plan, int64_t shard);
/// The shard that holds a clip.
int64_t shard_of(const FeaturePlan& plan, int64_t clip);
/// The size of every KEY.npy.
int64_t npy_bytes(const FeaturePlan& plan);

/// Each setting that differs as "feature.n_mels: 64 there, 128 here"; empty if none does.
std::vector<std::string> differences(const FeaturePlan& there, const FeaturePlan& here);

/// The file's whole text.
std::string to_json_text(const FeatureManifest& manifest);
/// MissingInput if there is none, BadData naming what is wrong: other schemas, numbers and names
/// that no plan can have, clips that are too few, twice or out of order.
FeatureManifest read_feature_manifest(const std::filesystem::path& folder);

/// Whether the folder has a manifest.json of this kind, finished or not.
bool has_feature_manifest(const std::filesystem::path& folder);

/// "shard-00000-of-00004.json": the entry of a finished shard until the manifest lists it.
std::string shard_entry_name(const FeaturePlan& plan, int64_t shard);
/// That file's whole text.
std::string to_json_text(const FeaturePlan& plan, int64_t shard, const ShardEntry& entry);
/// Errors as of read_feature_manifest.
ShardEntry read_shard_entry(const std::filesystem::path& folder, const FeaturePlan& plan,
                            int64_t shard);

}  // namespace pinna::data
