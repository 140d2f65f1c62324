#include "pinna/data/feature_sample.h"

#include "tests/pinna/data/dataset_files.h"
#include <gmock/gmock.h>

#include "pinna/core/error.h"
#include "pinna/core/npy.h"

namespace pinna::data {
namespace {

using ::testing::HasSubstr;

features::FeatureMatrix ramp(int64_t bins, int64_t frames) {
  features::FeatureMatrix matrix(bins, frames);
  for (size_t i = 0; i < matrix.values.size(); ++i) matrix.values[i] = static_cast<float>(i) - 3;
  return matrix;
}

FeatureRecord dog() {
  return {.clip = "1-100-A-0",
          .label = "dog",
          .target = 2,
          .fold = 1,
          .source = "100",
          .file = "audio/1-100-A-0.wav",
          .onset = 0.25,
          .offset = 1.5,
          .audio_hash = std::string(32, 'a'),
          .settings_hash = std::string(32, 'b'),
          .seconds = 5};
}

TEST(SampleKey, KeepsPlainIdsAndEscapesWhatReadersSplitAt) {
  EXPECT_EQ(sample_key("1-100032-A_0"), "1-100032-A_0");
  EXPECT_EQ(sample_key("dog/bark.v2"), "dog%2Fbark%2Ev2");
  EXPECT_EQ(sample_key("a%2Eb"), "a%252Eb");
  EXPECT_EQ(sample_key("\xc3\xa9"), "%C3%A9");
  EXPECT_EQ(sample_key(".."), "%2E%2E");
  EXPECT_EQ(sample_key(std::string(200, 'x')).size(), 200U);
  EXPECT_EQ(sample_key(std::string(201, 'x')).size(), 37U);
}

RC_GTEST_PROP(SampleKey, DiffersForDifferentIds, (const std::string& a, const std::string& b)) {
  RC_ASSERT((sample_key(a) == sample_key(b)) == (a == b));
}

TEST(FeatureSample, ComesBackAsItWas) {
  const RawSample raw = encode_sample(dog(), ramp(3, 5));
  EXPECT_EQ(raw.key, "1-100-A-0");
  const FeatureSample sample = parse_sample(raw, "here");
  EXPECT_EQ(sample.matrix.values, ramp(3, 5).values);
  EXPECT_EQ(sample.record.bins, 3);
  EXPECT_EQ(sample.record.frames, 5);
  EXPECT_EQ(sample.record.offset, 1.5);
  EXPECT_EQ(sample.record.label, "dog");
  EXPECT_EQ(encode_sample(sample.record, sample.matrix).json, raw.json);
  EXPECT_EQ(core::parse_npy(raw.npy, "npy").shape, (std::vector<int64_t>{3, 5}));
  EXPECT_EQ(raw.npy.size(), 128U + 4 * 15);
}

TEST(FeatureSample, AWholeFileHasNoOffset) {
  FeatureRecord record = dog();
  record.offset.reset();
  EXPECT_FALSE(parse_sample(encode_sample(record, ramp(1, 1)), "here").record.offset);
}

TEST(FeatureSample, EveryFlippedBitOfTheArrayIsFound) {
  const RawSample good = encode_sample(dog(), ramp(2, 3));
  for (size_t byte = 0; byte < good.npy.size(); ++byte) {
    RawSample bad = good;
    bad.npy[byte] = static_cast<char>(bad.npy[byte] ^ 4);
    EXPECT_THROW(parse_sample(bad, "here"), core::BadData) << byte;
  }
}

TEST(FeatureSample, DamagedDescriptionsAreBadData) {
  const RawSample good = encode_sample(dog(), ramp(2, 3));
  for (size_t length = 0; length + 2 < good.json.size(); ++length) {
    RawSample bad = good;
    bad.json.resize(length);
    EXPECT_THROW(parse_sample(bad, "here"), core::BadData) << length;
  }
  RawSample other = good;
  other.key = "2-200-A-0";
  EXPECT_THROW(parse_sample(other, "here"), core::BadData);
}

TEST(FeatureSample, ARecordThatNoReaderWouldTakeIsRefused) {
  FeatureRecord record = dog();
  record.label = std::string(max_record_bytes, 'x');
  EXPECT_THROW(encode_sample(record, ramp(1, 1)), core::BadData);
}

}  // namespace
}  // namespace pinna::data
