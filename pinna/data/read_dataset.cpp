#include "pinna/data/read_dataset.h"

#include <system_error>
#include <variant>

#include "pinna/core/options.h"
#include "pinna/data/audio_folder.h"
#include "pinna/data/csv_dataset.h"
#include "pinna/data/esc50.h"
#include "pinna/data/soundscape_folder.h"

namespace pinna::data {
namespace {

ClipTable read(const Esc50Options& options) {
  return read_esc50(options);
}
ClipTable read(const CsvTableOptions& options) {
  return read_csv_dataset(options);
}
ClipTable read(const AudioFolderOptions& options) {
  return read_audio_folder(options);
}
ClipTable read(const SoundscapeFolderOptions& options) {
  return read_soundscape_folder(options).table;
}

}  // namespace

ClipTable read_dataset(const DatasetOptions& options) {
  core::check_options(options);
  return std::visit([](const auto& chosen) { return read(chosen); }, options);
}

DatasetOptions guess_dataset(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_regular_file(path, ignored))
    return CsvTableOptions{.table = path.string()};
  const bool has_parts_of_esc50 = std::filesystem::exists(path / "meta", ignored) ||
                                  std::filesystem::exists(path / "ESC-50-master", ignored);
  if (has_parts_of_esc50 || !std::filesystem::exists(path, ignored))
    return Esc50Options{.root = path.string()};
  return AudioFolderOptions{.root = path.string()};
}

}  // namespace pinna::data
