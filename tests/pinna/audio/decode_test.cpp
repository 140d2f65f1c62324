#include "pinna/audio/decode.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>

#include "tests/pinna/audio/encoded_files.h"
#include "tests/pinna/audio/signals.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "pinna/audio/encode.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/parallel.h"
#include "pinna/core/random.h"

namespace pinna::test {
namespace {

using namespace audio;
using core::BadData;
using core::InvalidOptions;
using core::MissingInput;
using testing::AllOf;
using testing::HasSubstr;

template <class Expected>
std::string message_of(auto&& action) {
  try {
    action();
  } catch (const Expected& error) {
    return error.what();
  } catch (const std::exception& error) {
    return std::string("another error: ") + error.what();
  }
  return "no error";
}

double largest_difference(std::span<const float> a, std::span<const float> b) {
  EXPECT_EQ(a.size(), b.size());
  double largest = 0;
  for (size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    largest = std::max(largest, std::abs(static_cast<double>(a[i]) - b[i]));
  return largest;
}

TEST(AudioReader, EveryFormatTellsWhatItHolds) {
  for (const EncodedFile& file : encoded_files()) {
    const AudioInfo info = AudioReader(file.bytes, file.name).info();
    EXPECT_EQ(info.num_frames, 6000) << file.name;
    EXPECT_EQ(info.num_channels, 2) << file.name;
    EXPECT_EQ(info.sample_rate, 24000) << file.name;
    EXPECT_EQ(info.container, file.container);
    EXPECT_EQ(info.codec, file.codec);
    EXPECT_DOUBLE_EQ(info.seconds(), 0.25);
  }
}

TEST(AudioReader, EveryFormatKeepsTheSoundAndItsChannels) {
  const Waveform sound = encoded_sound();
  for (const EncodedFile& file : encoded_files()) {
    const Waveform decoded = parse_audio(file.bytes, file.name);
    ASSERT_EQ(decoded.samples.size(), sound.samples.size()) << file.name;
    // The lossy codecs need some time to settle; compare the middle.
    for (int64_t c = 0; c < 2; ++c)
      EXPECT_LE(largest_difference(decoded.channel(c).subspan(2000, 2000),
                                   sound.channel(c).subspan(2000, 2000)),
                0.03)
          << file.name;
  }
}

TEST(AudioReader, AnyPartEqualsThatPartOfTheWhole) {
  core::Random random(3);
  for (const EncodedFile& file : encoded_files()) {
    const Waveform whole = parse_audio(file.bytes, file.name);
    AudioReader reader(file.bytes, file.name);
    for (int i = 0; i < 40; ++i) {
      const int64_t start = random.below(whole.num_frames() + 1);
      const int64_t count = random.below(whole.num_frames() - start + 1);
      const Waveform part = reader.read({start, count});
      ASSERT_EQ(part.num_frames(), count);
      for (int64_t c = 0; c < 2; ++c)
        EXPECT_EQ(largest_difference(part.channel(c),
                                     whole.channel(c).subspan(static_cast<size_t>(start),
                                                              static_cast<size_t>(count))),
                  0)
            << file.name << " from " << start;
    }
  }
}

TEST(AudioReader, PartsOutsideTheFileAreRefused) {
  const EncodedFile& file = encoded_file("pcm16.wav");
  AudioReader reader(file.bytes, file.name);
  for (const ReadRange& range :
       {ReadRange{-1, 2}, ReadRange{6001, {}}, ReadRange{5999, 2}, ReadRange{0, -1},
        ReadRange{1, std::numeric_limits<int64_t>::max()},
        ReadRange{std::numeric_limits<int64_t>::min(), {}}})
    EXPECT_THROW(reader.read(range), InvalidOptions) << range.start_frame;
  EXPECT_EQ(reader.read({6000, {}}).num_frames(), 0);
}

TEST(AudioReader, FloatsComeBackUnchangedEvenWhenTheyAreNoNumbers) {
  Waveform odd{.samples = {0.5f, -3.25f, 1e30f, NAN, INFINITY}, .sample_rate = 8000};
  const std::string bytes = encode_with_libsndfile(odd, SF_FORMAT_WAV | SF_FORMAT_FLOAT);
  const Waveform decoded = parse_audio(bytes, "odd.wav");
  EXPECT_EQ(0, std::memcmp(decoded.samples.data(), odd.samples.data(), 5 * sizeof(float)));
}

TEST(AudioReader, TagsAroundTheStreamAreSkipped) {
  const std::string id3 = std::string("ID3\4\0\0\0\0\2\0", 10) + std::string(256, '\0');
  const std::string id3v1 = "TAG" + std::string(125, ' ');
  const std::string mp3 = encoded_file("layer3.mp3").bytes;
  const std::string flac = encoded_file("pcm16.flac").bytes;
  const auto expected = parse_audio(mp3, "plain").samples;
  EXPECT_EQ(parse_audio(id3 + mp3, "id3v2").samples, expected);
  EXPECT_EQ(parse_audio(id3 + id3 + mp3 + id3v1, "all").samples, expected);
  EXPECT_EQ(parse_audio(mp3 + std::string(1000, '\0'), "zeros").samples, expected);
  EXPECT_EQ(parse_audio(id3 + flac, "flac").samples, parse_audio(flac, "plain").samples);
}

TEST(AudioReader, OtherContentIsNamedWithTheFile) {
  const auto message = [](std::string_view bytes) {
    return message_of<BadData>([&] { parse_audio(bytes, "clip.wav"); });
  };
  EXPECT_THAT(message(""), AllOf(HasSubstr("an empty file"), HasSubstr("clip.wav: byte 0")));
  EXPECT_THAT(message("filename,fold\n1.wav,1\n"), AllOf(HasSubstr("text"), HasSubstr("clip.wav")));
  EXPECT_THAT(message(std::string("\xff\xfeh\0i\0", 6)), HasSubstr("begins with ff fe 68 00"));
  EXPECT_THAT(message(std::string(100, '\0')), HasSubstr("begins with 00 00 00 00"));
  EXPECT_THAT(message(std::string("ID3\4\0\0\0\0\2\0", 10)), HasSubstr("ends within its tag"));
  EXPECT_EQ(message("text\nwith\nlines").find('\n'), std::string::npos);
}

TEST(AudioReader, FoldersAndMissingFilesAndPipesAreNamed) {
  const TemporaryFolder folder;
  EXPECT_THAT(message_of<MissingInput>([&] { read_audio(folder.path()); }), HasSubstr("a folder"));
  EXPECT_THAT(message_of<MissingInput>([&] { read_audio(folder / "none.wav"); }),
              HasSubstr("none.wav"));
  const auto pipe = folder / "pipe.wav";
  ASSERT_EQ(0, mkfifo(pipe.c_str(), 0600));
  EXPECT_THAT(message_of<BadData>([&] { read_audio(pipe); }), HasSubstr("a pipe"));
}

TEST(AudioReader, HeadersBeyondTheLimitsAreRefusedBeforeAllocation) {
  const auto patched = [](std::string bytes, size_t offset, std::initializer_list<int> values) {
    for (const int value : values) bytes[offset++] = static_cast<char>(value);
    return message_of<BadData>([&] { parse_audio(bytes, "big"); });
  };
  const std::string wav = encoded_file("pcm16.wav").bytes;
  EXPECT_THAT(patched(wav, 22, {65, 0}), HasSubstr("65 channels"));
  EXPECT_THAT(patched(wav, 24, {0, 0, 16, 0}), HasSubstr("1048576 Hz"));
  // STREAMINFO's 36-bit number of frames: more than 8 h, less than 8 h, unknown.
  const std::string flac = encoded_file("pcm16.flac").bytes;
  const int channels_and_bits = flac[21] & 0xf0;
  EXPECT_THAT(patched(flac, 21, {channels_and_bits | 15, 255, 255, 255, 255}),
              HasSubstr("68719476735 frames"));
  EXPECT_THAT(patched(flac, 21, {channels_and_bits, 40, 0, 0, 0}),
              HasSubstr("the end of the sound"));
  EXPECT_THAT(patched(flac, 21, {channels_and_bits, 0, 0, 0, 0}), HasSubstr("unknown length"));
}

TEST(AudioReader, FilesReadTheSameFromDiskAndFromMemory) {
  const TemporaryFolder folder;
  for (const EncodedFile& file : encoded_files()) {
    core::write_file_atomically(folder / file.name, file.bytes);
    EXPECT_EQ(read_audio(folder / file.name).samples, parse_audio(file.bytes, file.name).samples);
    EXPECT_EQ(read_audio_info(folder / file.name).num_frames, 6000);
  }
}

TEST(AudioReader, ThreadsDecodeIndependently) {
  const auto& files = encoded_files();
  std::vector<std::vector<float>> expected;
  for (const EncodedFile& file : files)
    expected.push_back(parse_audio(file.bytes, file.name).samples);
  core::parallel_for(200, 4, [&](int64_t i, int) {
    const size_t k = static_cast<size_t>(i) % files.size();
    if (parse_audio(files[k].bytes, files[k].name).samples != expected[k])
      throw std::runtime_error(files[k].name);
    EXPECT_THROW(parse_audio(files[k].bytes.substr(0, 100), files[k].name), BadData);
  });
}

TEST(RequireFinite, FirstBadSampleIsNamedByChannelAndFrame) {
  Waveform waveform = white_noise(2, 100, 8000, 1);
  EXPECT_NO_THROW(require_finite(waveform, "clip.wav"));
  waveform.samples[142] = NAN;
  waveform.samples[150] = INFINITY;
  EXPECT_THAT(message_of<BadData>([&] { require_finite(waveform, "clip.wav"); }),
              AllOf(HasSubstr("nan"), HasSubstr("clip.wav: channel 1, frame 42")));
}

}  // namespace
}  // namespace pinna::test
