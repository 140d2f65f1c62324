// Audio files into waveforms: WAV (also RF64), FLAC, Ogg (Vorbis, Opus, FLAC) and MP3, by
// libsndfile. Files are taken for hostile: limits (limits.h) come before allocation, and damage
// that libsndfile passes over in silence (cut WAV data, lost Ogg or MP3 frames) is an error here.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "pinna/audio/waveform.h"

namespace pinna::audio {

class ByteSource;

/// What a file says of itself.
struct AudioInfo {
  int64_t num_frames = 0;
  int64_t num_channels = 0;
  int64_t sample_rate = 0;  ///< Hz
  std::string container;    ///< "wav", "flac", "ogg", "mp3"
  std::string codec;        ///< "pcm16", "vorbis", "mp3", ...; libsndfile's wording for rare ones

  double seconds() const {
    return static_cast<double>(num_frames) / static_cast<double>(sample_rate);
  }
};

/// A part of a file in frames; without `num_frames` up to its end.
struct ReadRange {
  int64_t start_frame = 0;
  std::optional<int64_t> num_frames = std::nullopt;
};

/// An open audio file whose parts can be read in any order, each exactly as within the whole. WAV
/// and FLAC jump to a part; Ogg and MP3 are decoded up to it, from the end of the last part or from
/// the start, so read their parts in order. One thread at a time.
class AudioReader {
 public:
  /// Checks the whole file's structure once. MissingInput if it is absent or a folder; BadData with
  /// the byte position for other content than audio, for damage, truncation and exceeded limits.
  explicit AudioReader(const std::filesystem::path& path);
  /// The same for a file in memory, which must outlive the reader; `where` names it in messages.
  AudioReader(std::string_view bytes, std::string_view where);
  ~AudioReader();
  AudioReader(AudioReader&&) noexcept;
  AudioReader& operator=(AudioReader&&) noexcept;

  const AudioInfo& info() const;

  /// The samples as stored: integers divided by full scale, floats unchanged, so that they may lie
  /// outside [-1, 1] or be NaN. InvalidOptions for a range that leaves the file, BadData with frame
  /// and byte where decoding fails.
  Waveform read(const ReadRange& range = {});

 private:
  explicit AudioReader(std::unique_ptr<ByteSource> source);
  struct State;
  std::unique_ptr<State> state_;
};

AudioInfo read_audio_info(const std::filesystem::path& path);
Waveform read_audio(const std::filesystem::path& path, const ReadRange& range = {});
/// The same for a file in memory.
Waveform parse_audio(std::string_view bytes, std::string_view where, const ReadRange& range = {});

/// BadData naming the first NaN or infinite sample by channel and frame.
void require_finite(const Waveform& waveform, std::string_view where);

}  // namespace pinna::audio
