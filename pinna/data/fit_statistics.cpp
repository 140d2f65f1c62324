#include "pinna/data/fit_statistics.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "pinna/core/error.h"
#include "pinna/core/parallel.h"
#include "pinna/features/feature.h"

namespace pinna::data {
namespace {

/// Clips summed by one builder: fixed, so that the order of additions is, too.
constexpr int64_t clips_per_part = 32;

void add_clip(const features::Feature& feature, ClipStore& store, int64_t clip,
              features::BinStatisticsBuilder& builder) {
  const features::FeatureMatrix matrix = feature.compute(*store.samples(clip));
  try {
    builder.add(matrix);
  } catch (const core::BadData& error) {
    core::ErrorParts parts = error.parts();
    parts.where = store.table().clips[static_cast<size_t>(clip)].path.string();
    parts.fix = "choose options of the feature that give a number for every frame";
    throw core::BadData(std::move(parts));
  }
}

}  // namespace

features::BinStatistics fit_statistics(ClipStore& store, std::span<const int64_t> indices,
                                       const features::FeatureOptions& feature_options,
                                       int threads) {
  if (indices.empty())
    throw core::InvalidOptions(
        {.what = "clips for the statistics", .got = "none", .expected = "at least one"});
  const auto feature = features::make_feature(feature_options);
  const int64_t num_clips = std::ssize(indices);
  const int64_t num_parts = (num_clips + clips_per_part - 1) / clips_per_part;
  std::vector<features::BinStatisticsBuilder> parts(static_cast<size_t>(num_parts));
  core::parallel_for(num_parts, threads, [&](int64_t part, int) {
    const int64_t end = std::min(num_clips, (part + 1) * clips_per_part);
    for (int64_t i = part * clips_per_part; i < end; ++i)
      add_clip(*feature, store, indices[static_cast<size_t>(i)], parts[static_cast<size_t>(part)]);
  });
  for (int64_t part = 1; part < num_parts; ++part) parts[0].merge(parts[static_cast<size_t>(part)]);
  return parts[0].finish();
}

}  // namespace pinna::data
