// One clip's features as shards hold them: KEY.json and KEY.npy (docs/formats.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pinna/data/clip_table.h"
#include "pinna/features/feature_matrix.h"

namespace pinna::data {

/// What KEY.json says of the clip and of the matrix beside it.
struct FeatureRecord {
  std::string clip = "";  ///< Clip::id
  std::string label = "";
  int64_t target = 0;
  int64_t fold = 0;
  std::string source = "";  ///< Clip::group
  std::string file = "";    ///< the audio file, relative to the dataset's folder
  double onset = 0;         ///< seconds in the file
  std::optional<double> offset = std::nullopt;
  std::string audio_hash = "";     ///< XXH3-128 of the audio file's bytes
  std::string settings_hash = "";  ///< settings_hash() of the recipe
  std::string values_hash = "";    ///< XXH3-128 of KEY.npy
  int64_t bins = 0;
  int64_t frames = 0;
  double seconds = 0;  ///< length of the samples that the frames cover
  bool operator==(const FeatureRecord&) const = default;
};

/// The two files as they lie in the archive.
struct RawSample {
  std::string key = "";
  std::string json = "";
  std::string npy = "";
};

struct FeatureSample {
  FeatureRecord record = {};
  features::FeatureMatrix matrix = {};
};

inline constexpr int64_t max_record_bytes = 1 << 16;

/// The name of a clip's files: letters, digits, '-' and '_' of its id as they are, every other byte
/// as %XX, so that readers who split at the first dot and any file system accept it; ids that
/// become longer than 200 bytes are "clip-" and their XXH3-128.
std::string sample_key(std::string_view clip_id);

/// What describes the clip; hashes, shape and seconds are left to the caller.
FeatureRecord record_of(const Clip& clip, const std::filesystem::path& root);

/// `record` with the hash and shape of the matrix filled in, and the matrix. BadData if the JSON
/// would be longer than max_record_bytes.
RawSample encode_sample(FeatureRecord record, const features::FeatureMatrix& matrix);

/// The inverse. BadData naming `where` for damage: JSON of another form, an array that is not
/// float32 [bins, frames], a hash that differs.
FeatureSample parse_sample(const RawSample& raw, const std::string& where);

}  // namespace pinna::data
