#include "pinna/data/feature_cache.h"

#include <algorithm>
#include <chrono>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/hash.h"
#include "pinna/core/safetensors.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view schema = "pinna.feature_cache/1";
constexpr std::string_view tensor_name = "feature";
constexpr std::chrono::hours longest_writing{24};

/// Whether the folder is one of the 256 that hold entries.
bool holds_entries(const fs::path& folder) {
  const std::string name = folder.filename().string();
  return name.size() == 2 && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// Whether the file is an entry that was being written.
bool is_temporary(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.starts_with(".") && name.ends_with(".tmp") &&
         name.find(".safetensors.") != std::string::npos;
}

/// Younger ones may belong to processes at work; what cannot be removed stays.
void remove_old_temporaries(const fs::path& folder) {
  const auto latest = fs::file_time_type::clock::now() - longest_writing;
  std::error_code ignored;
  for (const fs::directory_entry& part : fs::directory_iterator(folder, ignored)) {
    if (!holds_entries(part.path())) continue;
    for (const fs::directory_entry& entry : fs::directory_iterator(part.path(), ignored)) {
      std::error_code unknown;
      if (is_temporary(entry.path()) && entry.last_write_time(unknown) < latest && !unknown)
        fs::remove(entry.path(), ignored);
    }
  }
}

std::string checksum(const std::string& key, const core::Array& array) {
  const std::string_view values(reinterpret_cast<const char*>(array.bytes.data()),
                                array.bytes.size());
  return core::xxh3_hex(
      fmt::format("{}\n{}\n{}", key, core::shape_text(array.shape), core::xxh3_hex(values)));
}

[[noreturn]] void throw_damaged(const fs::path& path, std::string got, std::string expected) {
  throw core::BadData({.what = "feature cache entry",
                       .got = std::move(got),
                       .expected = std::move(expected),
                       .where = path.string()});
}

features::FeatureMatrix read_entry(const fs::path& path, const std::string& key) {
  const core::SafeTensors content = core::read_safetensors(path);
  const auto expect = [&](std::string_view name, const std::string& expected) {
    const auto found = content.metadata.find(name);
    if (found == content.metadata.end() || found->second != expected)
      throw_damaged(path, fmt::format("another {}", name), expected);
  };
  expect("schema", std::string(schema));
  const auto found = content.tensors.find(tensor_name);
  if (content.tensors.size() != 1 || found == content.tensors.end())
    throw_damaged(path, "other tensors", fmt::format("one called {}", tensor_name));
  const core::Array& array = found->second;
  if (array.shape.size() != 2)
    throw_damaged(path, "shape " + core::shape_text(array.shape), "[bins, frames]");
  expect("checksum", checksum(key, array));
  const auto values = array.as_float32();
  features::FeatureMatrix matrix(array.shape[0], array.shape[1]);
  std::copy(values.begin(), values.end(), matrix.values.begin());
  return matrix;
}

}  // namespace

std::string feature_key(std::string_view settings_hash, std::string_view audio_hash,
                        const Clip& clip, std::string_view kernels) {
  return core::xxh3_hex(
      fmt::format("{}\n{}\n{}\n{}\n{}\n{}", schema, settings_hash, audio_hash, clip.onset,
                  clip.offset ? fmt::format("{}", *clip.offset) : "end", kernels));
}

FeatureCache::FeatureCache(fs::path folder, Warn warn)
    : folder_(std::move(folder)), warn_(std::move(warn)) {
  core::make_folder(folder_);
  remove_old_temporaries(folder_);
}

fs::path FeatureCache::path_of(const std::string& key) const {
  return folder_ / key.substr(0, 2) / (key.substr(2) + ".safetensors");
}

void FeatureCache::warn(const std::string& sentence) {
  const std::lock_guard lock(mutex_);
  if (warn_) warn_(sentence);
}

std::optional<features::FeatureMatrix> FeatureCache::find(const std::string& key) {
  const fs::path path = path_of(key);
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return std::nullopt;
  try {
    return read_entry(path, key);
  } catch (const core::MissingInput&) {
    return std::nullopt;  // removed by somebody else since
  } catch (const core::Error& error) {
    warn(fmt::format("damaged feature cache entry is computed again: {}", error.what()));
    return std::nullopt;
  }
}

void FeatureCache::keep(const std::string& key, const features::FeatureMatrix& matrix) {
  const fs::path path = path_of(key);
  core::SafeTensors content;
  core::Array array = core::Array::from(matrix.values, {matrix.bins, matrix.frames});
  content.metadata = {{"schema", std::string(schema)}, {"checksum", checksum(key, array)}};
  content.tensors.emplace(tensor_name, std::move(array));
  try {
    core::make_folder(path.parent_path());
    core::write_safetensors(path, content);
  } catch (const core::IoError& error) {
    if (!has_failed_to_keep_.exchange(true))
      warn(fmt::format("features are not kept in the cache: {}", error.what()));
  }
}

}  // namespace pinna::data
