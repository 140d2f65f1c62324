#include "tests/pinna/audio/encoded_files.h"
#include "tests/pinna/audio/signals.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/audio/container.h"
#include "pinna/audio/decode.h"
#include "pinna/audio/encode.h"
#include "pinna/core/error.h"

namespace pinna::test {
namespace {

using namespace audio;
using core::BadData;
using testing::AllOf;
using testing::HasSubstr;

constexpr size_t kRiffSizeOffset = 4;
constexpr size_t kDataSizeOffset = 40;

std::string plain_wav() {
  return encode_audio(sine_wave(440, 0.5, 500, 8000), AudioFormat::wav);
}

std::string with_size(std::string bytes, size_t offset, uint32_t size) {
  for (int i = 0; i < 4; ++i) bytes[offset++] = static_cast<char>(size >> (8 * i));
  return bytes;
}

std::string refusal(const std::string& bytes) {
  try {
    parse_audio(bytes, "a.wav");
  } catch (const BadData& error) {
    return error.what();
  }
  return "no error";
}

TEST(WavContainer, DataBeyondTheEndIsNamedWithBothSizes) {
  EXPECT_THAT(
      refusal(plain_wav().substr(0, 144)),
      AllOf(HasSubstr("100 of the 1000 bytes of chunk \"data\""), HasSubstr("a.wav: byte 144")));
}

TEST(WavContainer, HeaderWithoutDataIsTruncated) {
  EXPECT_THAT(refusal(plain_wav().substr(0, 36)), HasSubstr("no data chunk"));
  EXPECT_THAT(refusal(plain_wav().substr(0, 25)), HasSubstr("chunk \"fmt \""));
  EXPECT_THAT(refusal(plain_wav().substr(0, 11)), HasSubstr("chunk \"RIFF\""));
}

TEST(WavContainer, HeaderThatWasNeverCompletedIsRefused) {
  EXPECT_THAT(refusal(with_size(with_size(plain_wav(), kRiffSizeOffset, 0), kDataSizeOffset, 0)),
              HasSubstr("never completed"));
}

TEST(WavContainer, UnknownLengthReachesToTheEnd) {
  const std::string piped =
      with_size(with_size(plain_wav(), kRiffSizeOffset, 0xffffffff), kDataSizeOffset, 0xffffffff);
  EXPECT_EQ(parse_audio(piped, "pipe").samples, parse_audio(plain_wav(), "plain").samples);
}

TEST(WavContainer, ChunksAroundTheDataAreSkipped) {
  std::string bytes = plain_wav();
  const std::string list = std::string("LIST\5\0\0\0INFOx\0", 14);  // odd size, padded
  bytes.insert(12, list);
  bytes += list;
  EXPECT_EQ(parse_audio(bytes, "list").samples, parse_audio(plain_wav(), "plain").samples);
}

TEST(WavContainer, EndlessChunksAreRefused) {
  std::string bytes = plain_wav().substr(0, 36);
  for (int i = 0; i < 10001; ++i) bytes += std::string("junk\0\0\0\0", 8);
  EXPECT_THAT(refusal(bytes), HasSubstr("more than 10000 chunks"));
}

TEST(WavContainer, LongSizesOfRf64AreHeld) {
  std::string bytes = encoded_file("rf64.wav").bytes;
  EXPECT_EQ(parse_audio(bytes, "rf64").num_frames(), 6000);
  EXPECT_THAT(refusal(bytes.substr(0, bytes.size() - 2)), HasSubstr("bytes of chunk \"data\""));
}

}  // namespace
}  // namespace pinna::test
