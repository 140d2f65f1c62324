#include "pinna/report/audio_player.h"

#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/report/base64.h"

namespace pinna::report {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> media_types{
    {{".wav", "audio/wav"},
     {".ogg", "audio/ogg"},
     {".flac", "audio/flac"},
     {".mp3", "audio/mpeg"}}};

std::string_view media_type_of(const std::filesystem::path& path) {
  for (const auto& [extension, type] : media_types)
    if (path.extension() == extension) return type;
  return "";
}

}  // namespace

std::string audio_player(const std::filesystem::path& path, int64_t max_bytes) {
  const std::string_view type = media_type_of(path);
  if (type.empty()) return "";
  try {
    return fmt::format("<audio controls preload=\"metadata\" src=\"data:{};base64,{}\"></audio>",
                       type, base64(core::read_file(path, max_bytes)));
  } catch (const core::Error&) {
    return "";
  }
}

}  // namespace pinna::report
