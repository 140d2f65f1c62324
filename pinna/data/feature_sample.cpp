#include "pinna/data/feature_sample.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/array.h"
#include "pinna/core/error.h"
#include "pinna/core/hash.h"
#include "pinna/core/json_text.h"
#include "pinna/core/npy.h"
#include "pinna/core/npy_header.h"

namespace pinna::data {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t longest_key = 200;

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

std::string to_text(const FeatureRecord& record) {
  Json json{{"clip", record.clip},
            {"label", record.label},
            {"target", record.target},
            {"fold", record.fold},
            {"source", record.source},
            {"file", record.file},
            {"onset", record.onset},
            {"offset", nullptr},
            {"audio_xxh3", record.audio_hash},
            {"settings_xxh3", record.settings_hash},
            {"values_xxh3", record.values_hash},
            {"bins", record.bins},
            {"frames", record.frames},
            {"seconds", record.seconds}};
  if (record.offset) json["offset"] = *record.offset;
  return json.dump() + "\n";
}

FeatureRecord parse_record(const std::string& text, const std::string& where) {
  const Json json = core::parse_json(text, where);
  try {
    FeatureRecord record{.clip = json.at("clip").get<std::string>(),
                         .label = json.at("label").get<std::string>(),
                         .target = core::whole_number(json, "target", where),
                         .fold = core::whole_number(json, "fold", where),
                         .source = json.at("source").get<std::string>(),
                         .file = json.at("file").get<std::string>(),
                         .onset = json.at("onset").get<double>(),
                         .audio_hash = json.at("audio_xxh3").get<std::string>(),
                         .settings_hash = json.at("settings_xxh3").get<std::string>(),
                         .values_hash = json.at("values_xxh3").get<std::string>(),
                         .bins = core::whole_number(json, "bins", where),
                         .frames = core::whole_number(json, "frames", where),
                         .seconds = json.at("seconds").get<double>()};
    if (const Json& offset = json.at("offset"); !offset.is_null())
      record.offset = offset.get<double>();
    return record;
  } catch (const nlohmann::json::exception& error) {
    core::throw_bad_json(where, error.what());
  }
}

}  // namespace

std::string sample_key(std::string_view clip_id) {
  std::string key;
  for (const char c : clip_id)
    if (is_plain(c)) {
      key += c;
    } else {
      key += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  return key.size() <= longest_key ? key : "clip-" + core::xxh3_hex(clip_id);
}

FeatureRecord record_of(const Clip& clip, const std::filesystem::path& root) {
  return {.clip = clip.id,
          .label = clip.label,
          .target = clip.target,
          .fold = clip.fold,
          .source = clip.group,
          .file = clip.path.lexically_relative(root).generic_string(),
          .onset = clip.onset,
          .offset = clip.offset};
}

RawSample encode_sample(FeatureRecord record, const features::FeatureMatrix& matrix) {
  const core::Array array = core::Array::from(matrix.values, {matrix.bins, matrix.frames});
  RawSample raw{.key = sample_key(record.clip)};
  raw.npy = core::npy_header(array);
  raw.npy.append(reinterpret_cast<const char*>(array.bytes.data()), array.bytes.size());
  record.values_hash = core::xxh3_hex(raw.npy);
  record.bins = matrix.bins;
  record.frames = matrix.frames;
  raw.json = to_text(record);
  if (std::ssize(raw.json) > max_record_bytes)
    throw core::BadData({.what = "description of a clip",
                         .got = fmt::format("{} bytes", raw.json.size()),
                         .expected = fmt::format("at most {}", max_record_bytes),
                         .where = record.file,
                         .fix = "shorten its names and labels"});
  return raw;
}

FeatureSample parse_sample(const RawSample& raw, const std::string& where) {
  const auto fail = [&](std::string what, std::string got, std::string expected) {
    throw core::BadData({.what = std::move(what),
                         .got = std::move(got),
                         .expected = std::move(expected),
                         .where = where,
                         .fix = "extract the shard again"});
  };
  FeatureSample sample{.record = parse_record(raw.json, where + ", " + raw.key + ".json")};
  const FeatureRecord& record = sample.record;
  if (sample_key(record.clip) != raw.key) fail("clip", record.clip, "the clip of " + raw.key);
  if (const std::string hash = core::xxh3_hex(raw.npy); hash != record.values_hash)
    fail("hash of " + raw.key + ".npy", hash, record.values_hash);
  const core::Array array = core::parse_npy(raw.npy, where + ", " + raw.key + ".npy");
  if (array.shape != std::vector<int64_t>{record.bins, record.frames})
    fail("shape", core::shape_text(array.shape),
         core::shape_text(std::vector<int64_t>{record.bins, record.frames}));
  const auto values = array.as_float32();
  sample.matrix.reshape(record.bins, record.frames);
  std::copy(values.begin(), values.end(), sample.matrix.values.begin());
  return sample;
}

}  // namespace pinna::data
