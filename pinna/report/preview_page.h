// A page of clips as a network is given them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace pinna::report {

/// What the page says of one clip.
struct PreviewRow {
  std::string clip;
  std::string label;
  std::string target;           ///< "dog 60 %, rain 40 %"
  std::filesystem::path sound;  ///< with a player if audio_player can make one
};

struct PreviewPage {
  std::string title;
  std::vector<std::string> notes = {};  ///< a paragraph each
  std::string figure_png = {};          ///< bytes of the picture of all clips
  std::vector<PreviewRow> rows = {};
  int64_t max_audio_bytes = int64_t{2} << 20;  ///< of one file; larger ones get no player
};

/// One file that needs no other: the notes, the picture, and a table with players.
std::string preview_page(const PreviewPage& page);

}  // namespace pinna::report
