#include "pinna/data/extraction_folder.h"

#include "tests/pinna/data/manifests.h"
#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::data {
namespace {

TEST(ExtractionFolder, WhatOneProcessFinishesAnotherFindsWhenItIsListed) {
  const test::TemporaryFolder folder;
  const FeatureManifest done = complete_manifest(6, 2);
  const ExtractionFolder one(folder / "features", done.plan), other(folder / "features", done.plan);
  one.set(0, done.shards.at(0));
  EXPECT_EQ(other.entry(0), done.shards.at(0));
  EXPECT_EQ(other.entry(1), std::nullopt);
  EXPECT_FALSE(one.finish());
  one.set(1, done.shards.at(1));
  EXPECT_TRUE(one.finish());
  // The entries have moved into the manifest, which `other` read before.
  EXPECT_EQ(other.entry(0), done.shards.at(0));
  EXPECT_EQ(other.entry(1), done.shards.at(1));
  EXPECT_EQ(read_feature_manifest(folder / "features"), done);
}

TEST(ExtractionFolder, BelongsToOnePlan) {
  const test::TemporaryFolder folder;
  const ExtractionFolder one(folder.path(), complete_manifest(6, 2).plan);
  EXPECT_THROW(ExtractionFolder(folder.path(), complete_manifest(6, 3).plan), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::data
