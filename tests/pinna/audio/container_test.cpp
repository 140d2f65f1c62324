#include "pinna/audio/container.h"

#include "tests/pinna/audio/encoded_files.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/audio/decode.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/random.h"

namespace pinna::test {
namespace {

using namespace audio;
using core::BadData;
using testing::HasSubstr;

/// What opening and decoding the bytes comes to: samples, or nothing for a core::Error. Anything
/// else than that fails the test.
std::optional<std::vector<float>> decode(std::string_view bytes) {
  try {
    return parse_audio(bytes, "damaged").samples;
  } catch (const core::Error& error) {
    EXPECT_EQ(error.kind(), core::ErrorKind::bad_data) << error.what();
    EXPECT_THAT(error.what(), HasSubstr("damaged"));
    return std::nullopt;
  }
}

TEST(Container, EveryCutIsAnError) {
  for (const EncodedFile& file : encoded_files())
    for (size_t length = 0; length < file.bytes.size();
         length += 1 + (length > 300 ? file.bytes.size() / 300 : 0))
      EXPECT_FALSE(decode(std::string_view(file.bytes).substr(0, length)))
          << file.name << " cut to " << length;
}

TEST(Container, FlippedBitsOfChecksummedFormatsAreErrorsOrHarmless) {
  for (const char* name : {"pcm16.flac", "vorbis.ogg", "speech.opus"}) {
    const std::string& intact = encoded_file(name).bytes;
    const auto expected = decode(intact);
    for (size_t i = 200; i < intact.size(); i += 1 + intact.size() / 300) {
      std::string flipped = intact;
      flipped[i] = static_cast<char>(flipped[i] ^ (1 << (i % 8)));
      const auto samples = decode(flipped);
      EXPECT_TRUE(!samples || *samples == *expected) << name << " byte " << i;
    }
  }
}

TEST(Container, RandomDamageNeverCrashes) {
  // Without MP3, whose decoder prints warnings of its own.
  core::Random random(7);
  for (const EncodedFile& file : encoded_files()) {
    if (file.container == "mp3") continue;
    for (int i = 0; i < 200; ++i) {
      std::string bytes = file.bytes;
      const int64_t size = std::ssize(bytes);
      for (int64_t changes = 1 + random.below(8); changes > 0; --changes) {
        // Half of the changes in the headers.
        const int64_t range = random.chance(0.5) ? std::min<int64_t>(size, 120) : size;
        bytes[static_cast<size_t>(random.below(range))] = static_cast<char>(random.below(256));
      }
      if (random.chance(0.3)) {  // a piece twice or left out
        const auto begin = static_cast<size_t>(random.below(size));
        const auto count = static_cast<size_t>(random.below(500));
        const std::string piece = bytes.substr(begin, count);
        if (random.chance(0.5))
          bytes.insert(begin, piece);
        else
          bytes.erase(begin, count);
      }
      decode(bytes);
    }
  }
}

TEST(Container, RealRecordingsAreComplete) {
  const auto folder = shared_path("data/esc10/audio");
  REQUIRE_SHARED(folder);
  int64_t num_files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto source = open_file(entry.path());
    const Stream stream = require_stream(*source);
    EXPECT_EQ(stream.container, Container::ogg);
    EXPECT_EQ(stream.end, source->size());
    ++num_files;
  }
  EXPECT_EQ(num_files, 400);
}

TEST(Container, RealRecordingsCutAnywhereAreErrors) {
  for (const char* name : {"data/esc10/audio/1-100032-A-0.ogg", "data/cases/street.flac"}) {
    const auto path = shared_path(name);
    REQUIRE_SHARED(path);
    const std::string bytes = core::read_file(path);
    EXPECT_GT(parse_audio(bytes, name).num_frames(), 0);
    for (size_t percent = 0; percent < 100; percent += 4)
      EXPECT_FALSE(decode(std::string_view(bytes).substr(0, bytes.size() * percent / 100)))
          << name << " cut to " << percent << " %";
    EXPECT_FALSE(decode(std::string_view(bytes).substr(0, bytes.size() - 1))) << name;
  }
}

}  // namespace
}  // namespace pinna::test
