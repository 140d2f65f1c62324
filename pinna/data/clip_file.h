// Finding a clip's audio file when the table names one container and the disk holds another.
#pragma once

#include <filesystem>
#include <string>
#include <unordered_set>

namespace pinna::data {

/// Whether the name ends in an extension of a container that audio/ decodes.
bool is_audio_file(const std::filesystem::path& path);

/// The folder's own name, also for "." and paths that end in a slash: what a dataset is called.
std::string folder_name(const std::filesystem::path& folder);

/// The files of one folder, listed once, so that finding thousands of clips is quick.
class ClipFolder {
 public:
  /// MissingInput if there is no such folder.
  explicit ClipFolder(std::filesystem::path folder);
  /// The file `name` (which may lead through sub-folders), or the same name with another audio
  /// extension: .wav, .flac, .ogg, ... MissingInput that names the file and `where` it was listed;
  /// BadData for names that are empty, absolute or lead out of the folder.
  std::filesystem::path find(const std::filesystem::path& name, const std::string& where) const;

 private:
  bool holds(const std::filesystem::path& name) const;

  std::filesystem::path folder_;
  std::unordered_set<std::string> names_;
};

}  // namespace pinna::data
