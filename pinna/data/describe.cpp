#include "pinna/data/describe.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "pinna/audio/decode.h"
#include "pinna/core/options.h"
#include "pinna/core/parallel.h"
#include "pinna/data/clip_groups.h"
#include "pinna/data/read_clip.h"

namespace pinna::data {
namespace {

std::vector<audio::AudioInfo> read_infos(const ClipTable& table) {
  std::vector<audio::AudioInfo> infos(table.clips.size());
  core::parallel_for(table.num_clips(), 0, [&](int64_t i, int) {
    infos[static_cast<size_t>(i)] = audio::read_audio_info(table.clip(i).path);
  });
  return infos;
}

void count_clips(const ClipTable& table, DatasetDescription& description) {
  description.folds = table.folds();
  if (description.folds.empty()) description.folds = {0};
  description.counts.assign(table.labels.size(), std::vector<int64_t>(description.folds.size()));
  for (const Clip& clip : table.clips) {
    const auto fold =
        std::lower_bound(description.folds.begin(), description.folds.end(), clip.fold);
    ++description.counts[static_cast<size_t>(clip.target)]
                        [static_cast<size_t>(fold - description.folds.begin())];
  }
}

void measure_clips(const ClipTable& table, DatasetDescription& description) {
  const auto infos = read_infos(table);
  std::vector<double> seconds;
  for (size_t i = 0; i < infos.size(); ++i) {
    const audio::AudioInfo& info = infos[i];
    seconds.push_back(static_cast<double>(*range_of(table.clips[i], info).num_frames) /
                      static_cast<double>(info.sample_rate));
    description.total_seconds += seconds.back();
    ++description.sample_rates[info.sample_rate];
    ++description.channels[info.num_channels];
    ++description.formats[info.container + " " + info.codec];
  }
  description.seconds = spread_of(std::move(seconds));
}

void measure_files(const ClipTable& table, DatasetDescription& description) {
  std::set<std::filesystem::path> files;
  for (const Clip& clip : table.clips) files.insert(clip.path);
  description.num_files = std::ssize(files);
  for (const auto& file : files)
    description.total_bytes += static_cast<int64_t>(std::filesystem::file_size(file));
}

/// Keys of JSON objects are text.
nlohmann::ordered_json counts_json(const std::map<int64_t, int64_t>& counts) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (const auto& [key, count] : counts) json[std::to_string(key)] = count;
  return json;
}

}  // namespace

DatasetDescription describe(const ClipTable& table) {
  DatasetDescription description{.name = table.name,
                                 .root = table.root.string(),
                                 .licence = table.licence,
                                 .fold_origin = table.fold_origin,
                                 .labels = table.labels,
                                 .num_clips = table.num_clips(),
                                 .num_groups = std::ssize(groups_of(table, all_clips(table))),
                                 .warnings = table.warnings};
  count_clips(table, description);
  measure_clips(table, description);
  measure_files(table, description);
  return description;
}

nlohmann::ordered_json to_json(const DatasetDescription& description) {
  nlohmann::ordered_json classes = nlohmann::ordered_json::array();
  for (size_t c = 0; c < description.labels.size(); ++c)
    classes.push_back({{"label", description.labels[c]}, {"clips", description.counts[c]}});
  return {{"schema", description_schema},
          {"name", description.name},
          {"root", description.root},
          {"licence", description.licence},
          {"fold_origin", core::enum_name(description.fold_origin)},
          {"folds", description.folds},
          {"classes", std::move(classes)},
          {"num_clips", description.num_clips},
          {"num_groups", description.num_groups},
          {"num_files", description.num_files},
          {"total_bytes", description.total_bytes},
          {"total_seconds", description.total_seconds},
          {"seconds", to_json(description.seconds)},
          {"sample_rates", counts_json(description.sample_rates)},
          {"channels", counts_json(description.channels)},
          {"formats", description.formats},
          {"warnings", description.warnings}};
}

}  // namespace pinna::data
