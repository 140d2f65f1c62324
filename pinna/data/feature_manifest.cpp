#include "pinna/data/feature_manifest.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/hash.h"
#include "pinna/core/json_text.h"
#include "pinna/core/utf8.h"
#include "pinna/data/feature_sample.h"
#include "pinna/features/feature.h"
#include "pinna/features/feature_version.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::string_view schema = "pinna.features/1";
constexpr std::string_view shard_schema = "pinna.features.shard/1";
constexpr int64_t usual_shard_bytes = int64_t{32} << 20;
constexpr int64_t most_usual_shards = 1000;
constexpr int64_t npy_header_bytes = 128;             // of any float32 matrix
constexpr int64_t bytes_beside_values = 4096;         // of a clip: headers, JSON, padding
constexpr int64_t largest_number = int64_t{1} << 40;  // of bytes, clips and values of a matrix

std::string hash_rows(const ClipTable& table) {
  std::string text;
  for (const Clip& clip : table.clips) {
    const FeatureRecord record = record_of(clip, table.root);
    text += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", record.clip, record.label,
                        record.target, record.fold, record.source, record.file, record.onset,
                        record.offset ? fmt::format("{}", *record.offset) : "end");
  }
  return core::xxh3_hex(text);
}

int64_t usual_num_shards(const FeaturePlan& plan) {
  const int64_t total = plan.num_clips * (npy_bytes(plan) + bytes_beside_values);
  return std::clamp<int64_t>((total + usual_shard_bytes - 1) / usual_shard_bytes, 1,
                             std::min(most_usual_shards, plan.num_clips));
}

Json plan_json(const FeaturePlan& plan) {
  return {{"schema", schema},
          {"pinna", plan.pinna},
          {"feature_version", plan.feature_version},
          {"dataset",
           {{"name", plan.dataset},
            {"licence", plan.licence},
            {"labels", plan.labels},
            {"clips", plan.num_clips},
            {"table_xxh3", plan.table_hash}}},
          {"input", core::to_json(core::to_config(plan.input))},
          {"feature", core::to_json(core::to_config(plan.feature))},
          {"settings_xxh3", plan.settings_hash},
          {"sample_rate", plan.sample_rate},
          {"hop_length", plan.hop_length},
          {"bins", plan.bins},
          {"frames", plan.frames},
          {"channels", plan.num_channels},
          {"complex", plan.is_complex},
          {"num_shards", plan.num_shards}};
}

void list_differences(const Json& there, const Json& here, const std::string& path,
                      std::vector<std::string>& list) {
  if (there == here) return;
  if (!there.is_object() || !here.is_object()) {
    list.push_back(fmt::format("{}: {} there, {} here", path, there.dump(), here.dump()));
    return;
  }
  const auto below = [&](const std::string& key) { return path.empty() ? key : path + "." + key; };
  for (const auto& [key, value] : there.items())
    list_differences(value, here.value(key, Json()), below(key), list);
  for (const auto& [key, value] : here.items())
    if (!there.contains(key)) list_differences(Json(), value, below(key), list);
}

Json shard_json(const FeaturePlan& plan, int64_t index, const ShardEntry& shard) {
  Json clips = Json::array();
  for (const ShardEntry::ClipEntry& clip : shard.clips)
    clips.push_back({{"key", clip.key}, {"audio_xxh3", clip.audio_hash}, {"offset", clip.offset}});
  return {{"index", index},
          {"name", shard_name(plan, index)},
          {"bytes", shard.num_bytes},
          {"sha256", shard.sha256},
          {"clips", std::move(clips)}};
}

std::string text_of(const Json& json) {
  return json.dump(1) + "\n";
}

class ManifestParser {
 public:
  explicit ManifestParser(std::string where) : where_(std::move(where)) {}

  FeatureManifest parse(const Json& json) {
    FeatureManifest manifest{.plan = parse_plan(json)};
    for (const Json& shard : json.at("shards")) {
      const int64_t index = number(shard, "index", 0, manifest.plan.num_shards - 1);
      if (!manifest.shards.empty() && index <= manifest.shards.rbegin()->first)
        fail("shards", fmt::format("index {} after another", index), "rising indices");
      manifest.shards.emplace(index, parse_shard(shard, manifest.plan, index));
    }
    if (json.at("complete").get<bool>() != manifest.is_complete())
      fail("complete", json.at("complete").dump(),
           fmt::format("{} shards of {}", manifest.shards.size(), manifest.plan.num_shards));
    return manifest;
  }

  ShardEntry parse_shard(const Json& json, const FeaturePlan& plan, int64_t index) {
    if (json.at("name").get<std::string>() != shard_name(plan, index))
      fail("name of a shard", json.at("name").dump(), shard_name(plan, index));
    ShardEntry entry{.num_bytes = number(json, "bytes", 1, largest_number),
                     .sha256 = digits(json, "sha256", 64)};
    for (const Json& clip : json.at("clips")) {
      const int64_t least = entry.clips.empty() ? 0 : entry.clips.back().offset + 1;
      entry.clips.push_back({.key = clip.at("key").get<std::string>(),
                             .audio_hash = digits(clip, "audio_xxh3", 32),
                             .offset = number(clip, "offset", least, entry.num_bytes - 1)});
      if (!keys_.insert(entry.clips.back().key).second)
        fail("clip", entry.clips.back().key + " for the second time", "each clip once");
    }
    const int64_t wanted = first_clip(plan, index + 1) - first_clip(plan, index);
    if (std::ssize(entry.clips) != wanted)
      fail("clips of " + shard_name(plan, index), fmt::format("{}", entry.clips.size()),
           fmt::format("{}", wanted));
    return entry;
  }

 private:
  [[noreturn]] void fail(std::string what, std::string got, std::string expected) const {
    throw core::BadData({.what = std::move(what),
                         .got = std::move(got),
                         .expected = std::move(expected),
                         .where = where_});
  }

  int64_t number(const Json& json, const char* key, int64_t low, int64_t high) const {
    const int64_t value = core::whole_number(json, key, where_);
    if (value < low || value > high)
      fail(key, fmt::format("{}", value), fmt::format("{} to {}", low, high));
    return value;
  }

  std::string digits(const Json& json, const char* key, size_t count) const {
    auto text = json.at(key).get<std::string>();
    const bool is_hex = text.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (text.size() != count || !is_hex)
      fail(key, json.at(key).dump(), fmt::format("{} hex digits", count));
    return text;
  }

  FeaturePlan parse_plan(const Json& json) const {
    const Json& dataset = json.at("dataset");
    FeaturePlan plan{.pinna = json.at("pinna").get<std::string>(),
                     .feature_version = number(json, "feature_version", 0, largest_number),
                     .dataset = dataset.at("name").get<std::string>(),
                     .licence = dataset.at("licence").get<std::string>(),
                     .labels = dataset.at("labels").get<std::vector<std::string>>(),
                     .num_clips = number(dataset, "clips", 1, largest_number),
                     .table_hash = digits(dataset, "table_xxh3", 32),
                     .settings_hash = digits(json, "settings_xxh3", 32),
                     .sample_rate = number(json, "sample_rate", 1, largest_number),
                     .hop_length = number(json, "hop_length", 1, largest_number),
                     .bins = number(json, "bins", 1, largest_number),
                     .frames = number(json, "frames", 1, largest_number),
                     .num_channels = number(json, "channels", 1, largest_number),
                     .is_complex = json.at("complex").get<bool>()};
    if (plan.bins % plan.num_channels != 0)
      fail("bins", fmt::format("{}", plan.bins),
           fmt::format("{} equal channels", plan.num_channels));
    plan.num_shards = number(json, "num_shards", 1, std::min(max_shards, plan.num_clips));
    if (plan.bins > largest_number / plan.frames)
      fail("shape", fmt::format("{} bins, {} frames", plan.bins, plan.frames),
           "a matrix that memory can hold");
    try {
      plan.input = core::parse_options<ClipInputOptions>(core::from_json(json.at("input"), where_),
                                                         {}, "input");
      plan.feature =
          features::parse_feature(core::from_json(json.at("feature"), where_), "feature");
    } catch (const core::InvalidOptions& error) {
      throw core::BadData(error.parts());
    }
    return plan;
  }

  std::string where_;
  std::set<std::string> keys_;
};

/// What `parse` makes of the JSON of a file of the schema.
template <class Parse>
auto read_json(const fs::path& path, std::string_view schema, const Parse& parse) {
  const std::string where = path.string();
  const Json json = core::parse_json(core::read_file(path), where);
  core::require_schema(json, schema, where);
  try {
    return parse(ManifestParser(where), json);
  } catch (const nlohmann::json::exception& error) {
    core::throw_bad_json(where, error.what());
  }
}

}  // namespace

FeaturePlan plan_features(const ClipTable& table, const FeatureRecipe& recipe, int64_t num_shards) {
  const auto feature = features::make_feature(recipe.feature);
  const int64_t num_samples = num_clip_samples(recipe.input, feature->sample_rate());
  FeaturePlan plan{.pinna = PINNA_VERSION,
                   .feature_version = features::feature_version,
                   .dataset = core::valid_utf8(table.name),
                   .licence = core::valid_utf8(table.licence),
                   .labels = table.labels,
                   .num_clips = table.num_clips(),
                   .table_hash = hash_rows(table),
                   .input = recipe.input,
                   .feature = recipe.feature,
                   .settings_hash = settings_hash(recipe),
                   .sample_rate = feature->sample_rate(),
                   .hop_length = feature->hop_length(),
                   .bins = feature->num_bins(),
                   .frames = feature->num_frames(num_samples),
                   .num_channels = feature->num_channels(),
                   .is_complex = feature->is_complex()};
  if (plan.frames == 0)
    throw core::InvalidOptions({.what = "input.clip_seconds",
                                .got = fmt::format("{}", recipe.input.clip_seconds),
                                .expected = "a length of at least one frame",
                                .fix = "lengthen the clips or shorten the frames"});
  plan.num_shards = num_shards == 0 ? usual_num_shards(plan) : num_shards;
  const int64_t most = std::min(max_shards, plan.num_clips);
  if (plan.num_shards < 1 || plan.num_shards > most)
    throw core::InvalidOptions({.what = "number of shards",
                                .got = fmt::format("{}", plan.num_shards),
                                .expected = fmt::format("1 to {}", most),
                                .where = table.name});
  return plan;
}

std::string shard_name(const FeaturePlan& plan, int64_t shard) {
  return fmt::format("shard-{:05}-of-{:05}.tar", shard, plan.num_shards);
}

int64_t first_clip(const FeaturePlan& plan, int64_t shard) {
  const int64_t whole = plan.num_clips / plan.num_shards;
  return shard * whole + std::min(shard, plan.num_clips % plan.num_shards);
}

int64_t shard_of(const FeaturePlan& plan, int64_t clip) {
  const int64_t whole = plan.num_clips / plan.num_shards;
  const int64_t in_larger = plan.num_clips % plan.num_shards * (whole + 1);
  if (clip < in_larger) return clip / (whole + 1);
  return plan.num_clips % plan.num_shards + (clip - in_larger) / whole;
}

int64_t npy_bytes(const FeaturePlan& plan) {
  return npy_header_bytes + plan.bins * plan.frames * static_cast<int64_t>(sizeof(float));
}

std::vector<std::string> differences(const FeaturePlan& there, const FeaturePlan& here) {
  std::vector<std::string> list;
  list_differences(plan_json(there), plan_json(here), "", list);
  return list;
}

std::string to_json_text(const FeatureManifest& manifest) {
  Json json = plan_json(manifest.plan);
  json["complete"] = manifest.is_complete();
  json["shards"] = Json::array();
  for (const auto& [index, shard] : manifest.shards)
    json["shards"].push_back(shard_json(manifest.plan, index, shard));
  return text_of(json);
}

FeatureManifest read_feature_manifest(const fs::path& folder) {
  return read_json(folder / feature_manifest_name, schema,
                   [](ManifestParser parser, const Json& json) { return parser.parse(json); });
}

bool has_feature_manifest(const fs::path& folder) {
  const fs::path path = folder / feature_manifest_name;
  if (!fs::exists(path)) return false;
  try {
    core::require_schema(core::parse_json(core::read_file(path), path.string()), schema,
                         path.string());
  } catch (const core::BadData&) {
    return false;
  }
  return true;
}

std::string shard_entry_name(const FeaturePlan& plan, int64_t shard) {
  return fs::path(shard_name(plan, shard)).replace_extension(".json").string();
}

std::string to_json_text(const FeaturePlan& plan, int64_t shard, const ShardEntry& entry) {
  Json json{{"schema", shard_schema}};
  json.update(shard_json(plan, shard, entry));
  return text_of(json);
}

ShardEntry read_shard_entry(const fs::path& folder, const FeaturePlan& plan, int64_t shard) {
  return read_json(folder / shard_entry_name(plan, shard), shard_schema,
                   [&](ManifestParser parser, const Json& json) {
                     return parser.parse_shard(json, plan, shard);
                   });
}

}  // namespace pinna::data
