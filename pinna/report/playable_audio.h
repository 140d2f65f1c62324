// A recording as browsers play it, small enough to stand in a page.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace pinna::report {

struct PlayableAudio {
  std::string media_type = "";  ///< "audio/ogg"
  std::string bytes = "";       ///< of the file
  std::string copied_as = "";   ///< "Ogg Vorbis, mono, 32000 Hz"; empty: it is the file itself

  /// For an attribute: "data:audio/ogg;base64,...".
  std::string data_address() const;
};

/// The file itself if it is small enough and browsers play what is in it (WAV of whole numbers or
/// float32, FLAC, Ogg Vorbis or Opus, MP3; one or two channels); else a mono copy as Ogg Vorbis,
/// the best that fits. Empty if none does. Errors as audio::AudioReader.
std::optional<PlayableAudio> playable_audio(const std::filesystem::path& path, int64_t max_bytes);

}  // namespace pinna::report
