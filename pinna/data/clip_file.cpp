#include "pinna/data/clip_file.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/relative_path.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 8> extensions{".wav",  ".flac", ".ogg", ".opus",
                                                     ".aiff", ".aif",  ".mp3", ".oga"};

std::string lower_case(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

}  // namespace

bool is_audio_file(const fs::path& path) {
  const std::string extension = lower_case(path.extension().string());
  return std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
}

std::string folder_name(const fs::path& folder) {
  const fs::path whole = (fs::absolute(folder) / "").lexically_normal();
  return whole.parent_path().filename().string();
}

ClipFolder::ClipFolder(fs::path folder) : folder_(std::move(folder)) {
  core::require_folder(folder_, "folder of audio files");
  std::error_code error;
  for (fs::directory_iterator entry(folder_, error), end; !error && entry != end;
       entry.increment(error))
    names_.insert(entry->path().filename().string());
  if (error)
    throw core::IoError(
        {.what = "cannot list folder", .got = error.message(), .where = folder_.string()});
}

bool ClipFolder::holds(const fs::path& name) const {
  if (!name.has_parent_path()) return names_.contains(name.string());
  std::error_code ignored;
  return fs::is_regular_file(folder_ / name, ignored);
}

fs::path ClipFolder::find(const fs::path& name, const std::string& where) const {
  const std::string problem = core::relative_path_problem(name.string());
  if (!problem.empty())
    throw core::BadData({.what = "clip",
                         .got = fmt::format("file name \"{}\": {}", name.string(), problem),
                         .expected = "a name below " + folder_.string(),
                         .where = where});
  if (holds(name)) return folder_ / name;
  fs::path other = name;
  for (const std::string_view extension : extensions)
    if (holds(other.replace_extension(extension))) return folder_ / other;
  throw core::MissingInput({.what = "clip",
                            .got = "no file " + (folder_ / name).string(),
                            .expected = "that file, or the same name as .wav, .flac or .ogg",
                            .where = where,
                            .fix = "complete the download or remove the row"});
}

}  // namespace pinna::data
