// A dataset in numbers: clips by class and fold, lengths, formats, size. Reads the headers of the
// audio files and decodes nothing.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "pinna/data/clip_table.h"
#include "pinna/data/spread.h"

namespace pinna::data {

inline constexpr std::string_view description_schema = "pinna.data.describe/1";

struct DatasetDescription {
  std::string name;
  std::string root;
  std::string licence;
  FoldOrigin fold_origin = FoldOrigin::none;
  std::vector<std::string> labels;
  std::vector<int64_t> folds;                ///< {0} where there are none
  std::vector<std::vector<int64_t>> counts;  ///< clips, [classes][folds]
  int64_t num_clips = 0;
  int64_t num_groups = 0;
  int64_t num_files = 0;
  int64_t total_bytes = 0;                  ///< of the files
  double total_seconds = 0;                 ///< of the clips
  Spread seconds;                           ///< of one clip
  std::map<int64_t, int64_t> sample_rates;  ///< Hz -> clips
  std::map<int64_t, int64_t> channels;      ///< channels -> clips
  std::map<std::string, int64_t> formats;   ///< "ogg vorbis" -> clips
  std::vector<std::string> warnings;
};

/// Throws as audio::read_audio_info does for the first file that cannot be read.
DatasetDescription describe(const ClipTable& table);

nlohmann::ordered_json to_json(const DatasetDescription& description);

}  // namespace pinna::data
