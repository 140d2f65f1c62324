#include "pinna/data/feature_cache.h"

#include <fstream>

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pinna/core/files.h"
#include "pinna/core/hash.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

std::string key_of(int number) {
  return core::xxh3_hex(std::to_string(number));
}

/// What the cache should hold under key_of(number).
features::FeatureMatrix matrix_of(int number) {
  features::FeatureMatrix matrix(3, 50);
  for (size_t i = 0; i < matrix.values.size(); ++i)
    matrix.values[i] = static_cast<float>(number) + 0.25F * static_cast<float>(i);
  return matrix;
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(entry.path());
  return files;
}

TEST(FeatureCache, GivesBackWhatItWasGiven) {
  const test::TemporaryFolder folder;
  FeatureCache cache(folder / "cache");
  EXPECT_FALSE(cache.find(key_of(1)));
  cache.keep(key_of(1), matrix_of(1));
  cache.keep(key_of(2), matrix_of(2));
  FeatureCache again(folder / "cache");
  const auto found = again.find(key_of(1));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->bins, 3);
  EXPECT_EQ(found->frames, 50);
  EXPECT_EQ(found->values, matrix_of(1).values);
  EXPECT_FALSE(again.find(key_of(3)));
  const std::string key = key_of(1);
  EXPECT_TRUE(fs::exists(folder / "cache" / key.substr(0, 2) / (key.substr(2) + ".safetensors")));
}

TEST(FeatureCache, TheKeyFollowsSettingsAudioPartOfTheFileAndKernels) {
  const Clip whole{.id = "a", .label = "dog"};
  Clip part = whole;
  part.onset = 0.5;
  Clip shorter = whole;
  shorter.offset = 0.5;
  Clip renamed{.id = "b", .path = "elsewhere", .label = "cat", .fold = 3};
  const std::string key = feature_key("s", "a", whole, "avx2");
  EXPECT_EQ(key.size(), 32U);
  EXPECT_EQ(feature_key("s", "a", renamed, "avx2"), key);
  EXPECT_NE(feature_key("t", "a", whole, "avx2"), key);
  EXPECT_NE(feature_key("s", "b", whole, "avx2"), key);
  EXPECT_NE(feature_key("s", "a", part, "avx2"), key);
  EXPECT_NE(feature_key("s", "a", shorter, "avx2"), key);
  EXPECT_NE(feature_key("s", "a", whole, "baseline"), key);
}

TEST(FeatureCache, EveryTruncationAndEveryFlippedByteIsReportedOnceAndCountsAsNone) {
  const test::TemporaryFolder folder;
  int warnings = 0;
  FeatureCache cache(folder.path(), [&](const std::string& sentence) {
    ++warnings;
    EXPECT_THAT(sentence, ::testing::HasSubstr(".safetensors"));
  });
  const std::string key = key_of(1);
  cache.keep(key, matrix_of(1));
  const fs::path path = files_below(folder.path()).at(0);
  const std::string good = core::read_file(path);
  const auto expect_damage = [&](const std::string& bytes, size_t place) {
    std::ofstream(path, std::ios::binary) << bytes;
    warnings = 0;
    const auto found = cache.find(key);
    // Spaces that pad the header carry nothing.
    if (found) EXPECT_EQ(found->values, matrix_of(1).values) << place;
    EXPECT_EQ(warnings, found ? 0 : 1) << place;
    return !found;
  };
  for (size_t length = 0; length < good.size(); length += 7)
    EXPECT_TRUE(expect_damage(good.substr(0, length), length)) << length;
  for (size_t byte = 0; byte < good.size(); ++byte) {
    std::string bad = good;
    bad[byte] = static_cast<char>(bad[byte] ^ 1);
    expect_damage(bad, byte);
  }
  std::string bad = good;
  bad.back() = static_cast<char>(bad.back() ^ 64);
  EXPECT_TRUE(expect_damage(bad, good.size() - 1));
  cache.keep(key, matrix_of(1));
  EXPECT_EQ(core::read_file(path), good);
}

TEST(FeatureCache, OpeningRemovesTemporariesOlderThanADay) {
  const test::TemporaryFolder folder;
  const fs::path entry = folder / "ab/cd.safetensors";
  const fs::path old = folder / "ab/.cd.safetensors.17-0.tmp";
  const fs::path young = folder / "ab/.ef.safetensors.18-0.tmp";
  const fs::path foreign = folder / "ab/.notes.17-0.tmp";
  const fs::path elsewhere = folder / "abc/.cd.safetensors.17-0.tmp";
  fs::create_directory(folder / "ab");
  fs::create_directory(folder / "abc");
  for (const fs::path& path : {entry, old, young, foreign, elsewhere})
    std::ofstream(path) << "content";
  const auto now = fs::file_time_type::clock::now();
  for (const fs::path& path : {entry, old, foreign, elsewhere})
    fs::last_write_time(path, now - std::chrono::hours(25));
  fs::last_write_time(young, now - std::chrono::hours(23));
  const FeatureCache cache(folder.path());
  EXPECT_TRUE(fs::exists(entry));
  EXPECT_FALSE(fs::exists(old));
  for (const fs::path& path : {young, foreign, elsewhere}) EXPECT_TRUE(fs::exists(path)) << path;
}

TEST(FeatureCache, AnEntryUnderAnotherKeyIsNotTaken) {
  const test::TemporaryFolder folder;
  FeatureCache cache(folder.path());
  cache.keep(key_of(1), matrix_of(1));
  const fs::path path = files_below(folder.path()).at(0);
  const std::string other = key_of(2);
  fs::create_directories(folder / other.substr(0, 2));
  fs::copy(path, folder / other.substr(0, 2) / (other.substr(2) + ".safetensors"));
  EXPECT_FALSE(cache.find(other));
}

TEST(FeatureCache, WhatCannotBeKeptIsReportedOnce) {
  const test::TemporaryFolder folder;
  int warnings = 0;
  FeatureCache cache(folder.path(), [&](const std::string&) { ++warnings; });
  for (const int number : {1, 2}) {
    std::ofstream(folder / key_of(number).substr(0, 2)) << "a file where a folder is wanted";
    cache.keep(key_of(number), matrix_of(number));
    EXPECT_FALSE(cache.find(key_of(number)));
  }
  EXPECT_EQ(warnings, 1);
}

TEST(FeatureCache, SixteenProcessesShareAFolder) {
  constexpr int num_processes = 16;
  constexpr int num_keys = 24;
  const test::TemporaryFolder folder;
  std::vector<pid_t> children;
  for (int process = 0; process < num_processes; ++process) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      bool is_right = true;
      FeatureCache cache(folder.path(), [&](const std::string&) { is_right = false; });
      for (int i = 0; i < num_keys; ++i) {
        const int number = (i + process) % num_keys;
        auto found = cache.find(key_of(number));
        if (!found) cache.keep(key_of(number), matrix_of(number));
        is_right &= !found || found->values == matrix_of(number).values;
      }
      ::_exit(is_right ? 0 : 1);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  FeatureCache cache(folder.path());
  for (int number = 0; number < num_keys; ++number)
    EXPECT_EQ(cache.find(key_of(number))->values, matrix_of(number).values);
  EXPECT_EQ(files_below(folder.path()).size(), static_cast<size_t>(num_keys));
}

}  // namespace
}  // namespace pinna::data
