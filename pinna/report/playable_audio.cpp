#include "pinna/report/playable_audio.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "pinna/audio/decode.h"
#include "pinna/audio/encode.h"
#include "pinna/audio/stream_mono.h"
#include "pinna/core/files.h"
#include "pinna/report/base64.h"

namespace pinna::report {
namespace {

/// What browsers play, as audio::AudioInfo names it.
struct PlayableCodec {
  std::string_view container;
  std::string_view codec;
  std::string_view media_type;
};

constexpr std::array<PlayableCodec, 8> playable_codecs{{{"wav", "pcm8", "audio/wav"},
                                                        {"wav", "pcm16", "audio/wav"},
                                                        {"wav", "pcm24", "audio/wav"},
                                                        {"wav", "float32", "audio/wav"},
                                                        {"flac", "", "audio/flac"},
                                                        {"ogg", "vorbis", "audio/ogg"},
                                                        {"ogg", "opus", "audio/ogg"},
                                                        {"mp3", "", "audio/mpeg"}}};
constexpr int64_t max_playable_channels = 2;
constexpr int64_t least_playable_rate = 8000, max_playable_rate = 96000;  // Hz

/// Copies from the best to the smallest, with what a second of them takes, generously.
struct CopyQuality {
  int64_t sample_rate;  ///< Hz
  double quality;
  int64_t bytes_per_second;
};

constexpr std::array<CopyQuality, 5> copy_qualities{{{44100, 0.4, 12000},
                                                     {32000, 0.3, 8000},
                                                     {22050, 0.2, 5000},
                                                     {16000, 0.1, 3500},
                                                     {12000, 0.0, 2500}}};

std::string_view media_type_of(const audio::AudioInfo& info) {
  if (info.num_channels > max_playable_channels || info.sample_rate < least_playable_rate ||
      info.sample_rate > max_playable_rate)
    return "";
  for (const PlayableCodec& known : playable_codecs)
    if (info.container == known.container && (known.codec.empty() || info.codec == known.codec))
      return known.media_type;
  return "";
}

PlayableAudio copy_of(audio::AudioReader& reader, int64_t sample_rate, double quality) {
  audio::Waveform mono{.samples = {}, .num_channels = 1, .sample_rate = sample_rate};
  audio::stream_mono(reader, sample_rate, [&](std::span<const float> samples) {
    mono.samples.insert(mono.samples.end(), samples.begin(), samples.end());
  });
  return {.media_type = "audio/ogg",
          .bytes = audio::encode_vorbis(mono, quality),
          .copied_as = fmt::format("Ogg Vorbis, mono, {} Hz", sample_rate)};
}

}  // namespace

std::string PlayableAudio::data_address() const {
  return fmt::format("data:{};base64,{}", media_type, base64(bytes));
}

std::optional<PlayableAudio> playable_audio(const std::filesystem::path& path, int64_t max_bytes) {
  audio::AudioReader reader(path);
  const std::string_view media_type = media_type_of(reader.info());
  const auto file_bytes = static_cast<int64_t>(std::filesystem::file_size(path));
  if (!media_type.empty() && file_bytes <= max_bytes)
    return PlayableAudio{.media_type = std::string(media_type),
                         .bytes = core::read_file(path, max_bytes)};
  for (const CopyQuality& step : copy_qualities) {
    const bool is_last = &step == &copy_qualities.back();
    const double expected = reader.info().seconds() * static_cast<double>(step.bytes_per_second);
    if (!is_last && expected > static_cast<double>(max_bytes)) continue;
    const int64_t rate =
        std::max(least_playable_rate, std::min(step.sample_rate, reader.info().sample_rate));
    PlayableAudio copy = copy_of(reader, rate, step.quality);
    if (std::ssize(copy.bytes) <= max_bytes) return copy;
  }
  return std::nullopt;
}

}  // namespace pinna::report
