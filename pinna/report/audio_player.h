// A recording inside a page.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace pinna::report {

/// <audio> with the file's bytes inside; empty if the file is absent, larger than `max_bytes` or of
/// a kind that browsers do not play (they play .wav, .ogg, .flac and .mp3).
std::string audio_player(const std::filesystem::path& path, int64_t max_bytes);

}  // namespace pinna::report
