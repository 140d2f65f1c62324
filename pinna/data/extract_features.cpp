#include "pinna/data/extract_features.h"

#include <atomic>
#include <memory>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/hash.h"
#include "pinna/core/parallel.h"
#include "pinna/data/extraction_folder.h"
#include "pinna/data/file_hashes.h"
#include "pinna/data/in_order.h"
#include "pinna/data/shard_file.h"
#include "pinna/dsp/kernels.h"
#include "pinna/features/feature.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

constexpr int64_t results_ahead_per_job = 4;

/// How many shards the caller asks for; 0: by size.
int64_t wanted_shards(const ExtractOptions& options) {
  if (!options.only) return options.num_shards;
  const auto [number, count] = *options.only;
  if (number < 1 || number > count)
    throw core::InvalidOptions({.what = "shard",
                                .got = fmt::format("{}/{}", number, count),
                                .expected = count < 1 ? "K/N, shard K of N, both at least 1"
                                                      : fmt::format("1/{0} to {0}/{0}", count)});
  return count;
}

class Extraction {
 public:
  Extraction(const ClipTable& table, const FeatureRecipe& recipe, const ExtractOptions& options)
      : table_(table),
        recipe_(recipe),
        options_(options),
        plan_(plan_features(table, recipe, wanted_shards(options))),
        shards_(chosen_shards()),
        feature_(features::make_feature(recipe.feature)),
        hashes_(table),
        folder_(options.folder, plan_) {
    for (const int64_t shard : shards_)
      total_clips_ += first_clip(plan_, shard + 1) - first_clip(plan_, shard);
  }

  ExtractReport run() {
    ExtractReport report{.plan = plan_};
    report_progress(0);
    for (const int64_t shard : shards_) {
      const TemporaryLock lock = folder_.lock_shard(shard);
      folder_.clean_up(shard);
      if (const auto kept = intact_entry(shard)) {
        ++report.shards_kept;
        report.num_bytes += kept->num_bytes;
        report_progress(std::ssize(kept->clips));
      } else {
        ++report.shards_written;
        report.num_bytes += write_shard(shard);
      }
    }
    report.is_complete = folder_.finish();
    report.clips_computed = clips_computed_;
    report.clips_from_cache = clips_from_cache_;
    return report;
  }

 private:
  std::vector<int64_t> chosen_shards() const {
    if (options_.only) return {options_.only->number - 1};
    std::vector<int64_t> all(static_cast<size_t>(plan_.num_shards));
    std::iota(all.begin(), all.end(), 0);
    return all;
  }

  /// Calls body for every clip of the shard, counted from its first.
  template <class Body>
  void for_each_clip(int64_t shard, const Body& body) {
    const int64_t first = first_clip(plan_, shard);
    core::parallel_for(first_clip(plan_, shard + 1) - first, options_.jobs,
                       [&](int64_t index, int) { body(index, table_.clip(first + index)); });
  }

  /// The entry of a finished shard that is what would be written again.
  std::optional<ShardEntry> intact_entry(int64_t shard) {
    std::optional<ShardEntry> found = folder_.entry(shard);
    if (!found) return std::nullopt;
    const fs::path path = options_.folder / shard_name(plan_, shard);
    if (!fs::exists(path) || core::sha256_file(path) != found->sha256) return std::nullopt;
    std::atomic<bool> is_same = true;
    for_each_clip(shard, [&](int64_t index, const Clip& clip) {
      end_if_asked_to();
      if (hashes_.of(clip) != found->clips[static_cast<size_t>(index)].audio_hash) is_same = false;
    });
    if (!is_same) return std::nullopt;
    return found;
  }

  /// Writes the shard and lists it; returns its size.
  int64_t write_shard(int64_t shard) {
    const fs::path path = options_.folder / shard_name(plan_, shard);
    ShardEntry entry;
    core::write_file_atomically(path,
                                [&](std::ostream& out) { entry.clips = write_clips(shard, out); });
    entry.num_bytes = static_cast<int64_t>(fs::file_size(path));
    entry.sha256 = core::sha256_file(path);
    folder_.set(shard, entry);
    return entry.num_bytes;
  }

  struct Result {
    RawSample sample;
    std::string audio_hash;
  };

  std::vector<ShardEntry::ClipEntry> write_clips(int64_t shard, std::ostream& out) {
    ShardWriter writer(out);
    std::vector<ShardEntry::ClipEntry> entries;
    const int jobs = options_.jobs > 0 ? options_.jobs : core::num_processors();
    InOrder<Result> results(jobs * results_ahead_per_job, [&](int64_t, Result&& result) {
      const int64_t offset = writer.add(result.sample);
      entries.push_back({.key = std::move(result.sample.key),
                         .audio_hash = std::move(result.audio_hash),
                         .offset = offset});
      report_progress(1);
    });
    for_each_clip(shard, [&](int64_t index, const Clip& clip) {
      try {
        results.put(index, extract(clip));
      } catch (...) {
        results.give_up();
        throw;
      }
    });
    writer.finish();
    return entries;
  }

  void end_if_asked_to() const {
    if (options_.stop_requested && options_.stop_requested())
      throw core::Interrupted({.what = "extraction stopped",
                               .where = options_.folder.string(),
                               .fix = "repeat the command to go on"});
  }

  Result extract(const Clip& clip) {
    end_if_asked_to();
    std::string audio_hash = hashes_.of(clip);
    FeatureRecord record = record_of(clip, table_.root);
    record.audio_hash = audio_hash;
    record.settings_hash = plan_.settings_hash;
    const int64_t num_samples = num_clip_samples(recipe_.input, plan_.sample_rate);
    record.seconds = static_cast<double>(num_samples) / static_cast<double>(plan_.sample_rate);
    return {encode_sample(std::move(record), matrix_of(clip, audio_hash)), std::move(audio_hash)};
  }

  features::FeatureMatrix matrix_of(const Clip& clip, const std::string& audio_hash) {
    const std::string key = feature_key(plan_.settings_hash, audio_hash, clip, dsp::kernels().name);
    if (options_.cache)
      if (auto found = options_.cache->find(key); found && has_planned_shape(*found)) {
        ++clips_from_cache_;
        return std::move(*found);
      }
    features::FeatureMatrix matrix = compute(clip);
    if (!has_planned_shape(matrix))
      throw core::Bug({.what = "shape of a feature",
                       .got = fmt::format("[{}, {}]", matrix.bins, matrix.frames),
                       .expected = fmt::format("[{}, {}]", plan_.bins, plan_.frames),
                       .where = clip.path.string()});
    ++clips_computed_;
    if (options_.cache) options_.cache->keep(key, matrix);
    return matrix;
  }

  bool has_planned_shape(const features::FeatureMatrix& matrix) const {
    return matrix.bins == plan_.bins && matrix.frames == plan_.frames;
  }

  features::FeatureMatrix compute(const Clip& clip) const {
    const audio::Waveform waveform = load_clip(clip, plan_.sample_rate, recipe_.input);
    try {
      return feature_->compute(waveform.samples);
    } catch (const core::BadData& error) {
      core::ErrorParts parts = error.parts();
      parts.where = fmt::format("clip {}, {}", clip.id, clip.path.string());
      throw core::BadData(std::move(parts));
    }
  }

  void report_progress(int64_t clips) {
    done_clips_ += clips;
    if (options_.progress) options_.progress(done_clips_, total_clips_);
  }

  const ClipTable& table_;
  const FeatureRecipe& recipe_;
  const ExtractOptions& options_;
  FeaturePlan plan_;
  std::vector<int64_t> shards_;
  std::unique_ptr<features::Feature> feature_;
  FileHashes hashes_;
  ExtractionFolder folder_;
  int64_t total_clips_ = 0;
  int64_t done_clips_ = 0;
  std::atomic<int64_t> clips_computed_ = 0;
  std::atomic<int64_t> clips_from_cache_ = 0;
};

}  // namespace

ExtractReport extract_features(const ClipTable& table, const FeatureRecipe& recipe,
                               const ExtractOptions& options) {
  return Extraction(table, recipe, options).run();
}

}  // namespace pinna::data
