#include "tests/pinna/audio/encoded_files.h"
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/audio/container.h"
#include "pinna/core/error.h"

namespace pinna::test {
namespace {

using namespace audio;
using core::BadData;
using testing::AllOf;
using testing::HasSubstr;

const std::string& intact() {
  return encoded_file("layer3.mp3").bytes;
}

int64_t end_of(std::string_view bytes) {
  return require_complete_mpeg(*view_memory(bytes, "a.mp3"), 0);
}

std::string refusal(std::string_view bytes) {
  try {
    end_of(bytes);
  } catch (const BadData& error) {
    return error.what();
  }
  return "no error";
}

TEST(MpegContainer, LastFrameEndsTheFile) {
  EXPECT_EQ(end_of(intact()), std::ssize(intact()));
}

TEST(MpegContainer, ConstantRatesOfEveryVersionAreWalked) {
  for (const int64_t rate : {8000, 11025, 16000, 22050, 32000, 44100, 48000})
    for (const int64_t channels : {1, 2}) {
      const std::string bytes = encode_with_libsndfile(white_noise(channels, 4000, rate, 0.3),
                                                       SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III);
      EXPECT_EQ(end_of(bytes), std::ssize(bytes)) << rate << " Hz";
    }
}

TEST(MpegContainer, TrailingTagsAreNotPartOfTheStream) {
  for (const std::string& tag : {"TAG" + std::string(125, ' '), std::string("APETAGEX") + "....",
                                 std::string("LYRICSBEGIN"), std::string(64, '\0')})
    EXPECT_EQ(end_of(intact() + tag), std::ssize(intact()));
}

TEST(MpegContainer, CutFrameIsNamedWithItsSize) {
  EXPECT_THAT(refusal(intact().substr(0, intact().size() - 1)),
              AllOf(HasSubstr("truncated MP3"), HasSubstr("bytes of frame"),
                    HasSubstr(fmt::format("a.mp3: byte {}", intact().size() - 1))));
}

TEST(MpegContainer, FewerFramesThanTheHeaderPromisesAreTruncation) {
  std::string bytes = intact();
  const size_t xing = std::min(bytes.find("Xing"), bytes.find("Info"));
  ASSERT_NE(xing, std::string::npos);
  bytes[xing + 10] = 7;
  EXPECT_THAT(refusal(bytes), HasSubstr(" frames"));
}

TEST(MpegContainer, BytesBetweenFramesAreDamage) {
  std::string bytes = intact();
  bytes.insert(bytes.size() / 2, std::string(50, 'x'));
  EXPECT_THAT(refusal(bytes), HasSubstr("no frame header"));
}

}  // namespace
}  // namespace pinna::test
