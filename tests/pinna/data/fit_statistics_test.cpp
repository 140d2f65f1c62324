#include "pinna/data/fit_statistics.h"

#include <numeric>

#include "tests/pinna/data/random_clips.h"
#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/features/feature.h"
#include "pinna/features/pyin_options.h"

namespace pinna::data {
namespace {

TEST(FitStatistics, EqualsOneBuilderOverTheChosenClips) {
  const test::TemporaryFolder folder;
  const auto store = random_clips(folder.path(), 5);
  const auto feature = features::make_feature(small_log_mel());
  const std::vector<int64_t> chosen{4, 1, 2};
  features::BinStatisticsBuilder builder;
  for (const int64_t clip : chosen) builder.add(feature->compute(*store->samples(clip)));
  EXPECT_EQ(fit_statistics(*store, chosen, small_log_mel()), builder.finish());
}

TEST(FitStatistics, IsTheSameOnAnyNumberOfThreads) {
  const test::TemporaryFolder folder;
  const auto store = random_clips(folder.path(), 70);
  std::vector<int64_t> all(70);
  std::iota(all.begin(), all.end(), 0);
  const auto one = fit_statistics(*store, all, small_log_mel(), 1);
  EXPECT_EQ(one, fit_statistics(*store, all, small_log_mel(), 3));
  EXPECT_EQ(one.num_bins(), 8);
}

TEST(FitStatistics, FeaturesThatAreNotNumbersAreRefusedWithTheirClip) {
  const test::TemporaryFolder folder;
  const auto store = random_clips(folder.path(), 1);
  features::PyinOptions options;
  options.unvoiced = features::UnvoicedPitch::nan;
  options.pitch.sample_rate = store->sample_rate();
  try {
    fit_statistics(*store, std::vector<int64_t>{0}, options);
    FAIL() << "noise has a pitch";
  } catch (const core::BadData& error) {
    EXPECT_EQ(error.parts().where, store->table().clips[0].path.string());
  }
}

TEST(FitStatistics, NeedsAClip) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(fit_statistics(*random_clips(folder.path(), 1), {}, small_log_mel()),
               core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::data
