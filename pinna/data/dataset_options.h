// Where clips come from, as a recipe says it: [data] type = "esc50" | "csv" | "audio_folder" |
// "soundscapes".
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "pinna/core/options.h"

namespace pinna::data {

/// The clips of ESC-50 that are read: all, or those marked `esc10`.
enum class Esc50Subset { all, esc10 };
/// What is predicted: ESC-50's 50 categories, or its 5 major categories (target / 10).
enum class Esc50Target { category, major_category };

}  // namespace pinna::data

template <>
struct pinna::core::EnumNames<pinna::data::Esc50Subset> {
  static constexpr std::array names{std::pair{data::Esc50Subset::all, "all"},
                                    std::pair{data::Esc50Subset::esc10, "esc10"}};
};
template <>
struct pinna::core::EnumNames<pinna::data::Esc50Target> {
  static constexpr std::array names{std::pair{data::Esc50Target::category, "category"},
                                    std::pair{data::Esc50Target::major_category, "major_category"}};
};

namespace pinna::data {

/// A folder in ESC-50's layout: audio/ and meta/esc50.csv.
struct Esc50Options {
  static constexpr std::string_view type_name = "esc50";
  std::string root = "";
  Esc50Subset subset = Esc50Subset::all;
  Esc50Target target = Esc50Target::category;
  static void fields(auto&& field) {
    field("root", &Esc50Options::root, "folder that holds audio/ and meta/esc50.csv");
    field("subset", &Esc50Options::subset, "all | esc10");
    field("target", &Esc50Options::target, "category | major_category (5 groups of 10)");
  }
  bool operator==(const Esc50Options&) const = default;
};

/// Any table with a header. Optional columns are used where the table has them.
struct CsvTableOptions {
  static constexpr std::string_view type_name = "csv";
  std::string table = "";
  std::string root = "";
  std::string delimiter = ",";
  std::string filename_column = "filename";
  std::string label_column = "label";
  std::string fold_column = "fold";
  std::string group_column = "group";
  std::string onset_column = "onset";
  std::string offset_column = "offset";
  static void fields(auto&& field) {
    using Options = CsvTableOptions;
    field("table", &Options::table, "the CSV file");
    field("root", &Options::root, "folder of the audio files; empty = the table's folder");
    field("delimiter", &Options::delimiter, "one character between fields, such as \",\" or \";\"");
    field("filename_column", &Options::filename_column, "audio file below root (required)");
    field("label_column", &Options::label_column, "class (required)");
    field("fold_column", &Options::fold_column, "fold number from 1 (optional)");
    field("group_column", &Options::group_column, "source recording (optional; else the file)");
    field("onset_column", &Options::onset_column, "start in the file [s] (optional)");
    field("offset_column", &Options::offset_column, "end in the file [s] (optional)");
  }
  bool operator==(const CsvTableOptions&) const = default;
};

/// Hugging Face AudioFolder: one folder a class, or metadata.csv / metadata.jsonl beside the audio;
/// both optionally below train/, test/ and validation/, which become folds 1, 2 and 3.
struct AudioFolderOptions {
  static constexpr std::string_view type_name = "audio_folder";
  std::string root = "";
  std::string label_column = "label";
  static void fields(auto&& field) {
    field("root", &AudioFolderOptions::root, "folder of class folders or of a metadata file");
    field("label_column", &AudioFolderOptions::label_column, "class in the metadata file");
  }
  bool operator==(const AudioFolderOptions&) const = default;
};

/// Scenes with strong labels, made by `pinna data synthesize soundscapes`.
struct SoundscapeFolderOptions {
  static constexpr std::string_view type_name = "soundscapes";
  std::string root = "";
  std::string sources = "";
  static void fields(auto&& field) {
    field("root", &SoundscapeFolderOptions::root, "folder that holds audio/ and meta/events.tsv");
    field("sources", &SoundscapeFolderOptions::sources,
          "folder of the clips that the scenes were made of; for networks that classify clips");
  }
  bool operator==(const SoundscapeFolderOptions&) const = default;
};

using DatasetOptions =
    std::variant<Esc50Options, CsvTableOptions, AudioFolderOptions, SoundscapeFolderOptions>;

}  // namespace pinna::data
