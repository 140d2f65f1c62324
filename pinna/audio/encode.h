// Waveforms into audio files by libsndfile; the file is complete or absent (temporary + rename).
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <utility>

#include "pinna/audio/waveform.h"
#include "pinna/core/options.h"

namespace pinna::audio {

/// How a WAV or FLAC file stores one sample.
enum class WavEncoding { pcm16, pcm24, float32 };

/// What a file's extension stands for.
enum class AudioFormat { wav, flac, ogg };

/// `.wav`, `.flac` or `.ogg` (Vorbis), in any case; InvalidOptions otherwise.
AudioFormat audio_format_of(const std::filesystem::path& path);

/// The file's bytes. Integers: round(x * full scale), and what lies outside [-1, 1) is clipped to
/// the nearest code, so PCM read by `read_audio` is written back unchanged. float32 (WAV only)
/// keeps every value. Vorbis is written at quality 0.6 (about 190 kbit/s at 44.1 kHz stereo), takes
/// values as they are and ignores `encoding`; its stream number is random, so its bytes differ from
/// one call to the next. No header carries a time stamp.
/// BadData for NaN or infinite samples; InvalidOptions for a combination that the format cannot
/// hold (float32 in FLAC, more than 8 channels in FLAC, over 1e9 samples in WAV, an odd rate).
std::string encode_audio(const Waveform& waveform, AudioFormat format,
                         WavEncoding encoding = WavEncoding::pcm16);

/// The bytes of an Ogg Vorbis file at `quality`, from 0 (about 45 kbit/s at 44.1 kHz mono) to 1;
/// the rest as in encode_audio.
std::string encode_vorbis(const Waveform& waveform, double quality);

/// encode_audio in the format of the extension, written atomically. IoError if that fails.
void write_audio(const std::filesystem::path& path, const Waveform& waveform,
                 WavEncoding encoding = WavEncoding::pcm16);

}  // namespace pinna::audio

template <>
struct pinna::core::EnumNames<pinna::audio::WavEncoding> {
  static constexpr std::array names{std::pair{audio::WavEncoding::pcm16, "pcm16"},
                                    std::pair{audio::WavEncoding::pcm24, "pcm24"},
                                    std::pair{audio::WavEncoding::float32, "float32"}};
};
