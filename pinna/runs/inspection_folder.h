// The folder of a case study, as inspection.h describes it: every path in it is spelled here.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pinna/events/event_file.h"
#include "pinna/runs/inspection_record.h"

namespace pinna::runs {

class InspectionFolder {
 public:
  /// Whether `path` holds a finished case study.
  static bool exists(const std::filesystem::path& path);
  explicit InspectionFolder(std::filesystem::path path) : path_(std::move(path)) {}

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path record_path() const;  ///< inspection.json
  std::filesystem::path page_path() const;    ///< index.html
  std::filesystem::path recording_path(const Inspection& inspection) const;
  std::filesystem::path events_path(const std::string& view, events::EventFormat format) const;
  std::filesystem::path scores_path(const std::string& view) const;
  std::filesystem::path figures_path() const;  ///< a folder
  /// What speaks for a label, as a tagger sees it. Signs that no file name takes become "_".
  std::filesystem::path evidence_path(const std::string& view, const std::string& label) const;

  /// InvalidOptions if the folder holds other things and no case study.
  void require_room() const;
  /// Makes the folder, or takes out of it what an earlier case study wrote but its recording.
  /// Throws as require_room().
  void begin() const;
  /// Copies the recording, writes events in every format, scores, and the record last: until then
  /// the folder is none. InvalidOptions as require_view_names().
  void write(const Inspection& inspection, const std::filesystem::path& recording) const;
  /// MissingInput that says which command makes one; BadData naming what is damaged.
  Inspection read() const;

 private:
  std::filesystem::path path_;
};

}  // namespace pinna::runs
