// The ZIP of a coursework as it is looked at before it is handed in.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pinna/report/pdf_text.h"
#include "pinna/report/zip_file.h"

namespace pinna::report {

/// What report/report.json says that checks depend on.
struct ReportFacts {
  std::string report_template = "";  ///< "coursework"; empty where nothing says it
  std::optional<int64_t> word_limit = std::nullopt;
};

struct Submission {
  ZipContent zip = {};
  std::string top = "";  ///< its one folder with a slash, or empty if there is none
  ReportFacts report = {};
  std::optional<PdfText> pdf = std::nullopt;
  std::string pdf_problem = "";  ///< why there is no pdf

  /// `name` is relative to the folder, as in pack_layout.h.
  const ZipEntry* find(std::string_view name) const;
  /// Null where the file is absent or above the limits.
  const std::string* content(std::string_view name) const;
  std::vector<const ZipEntry*> below(std::string_view folder) const;
  std::string_view short_name(const ZipEntry& entry) const;
};

/// MissingInput if there is no such file, BadData if it is no ZIP; everything else that is wrong is
/// in the value.
Submission read_submission(const std::filesystem::path& zip, const ZipLimits& limits);

/// One line of text for people, whatever a stranger's file has in it.
std::string plain_line(std::string_view text);

}  // namespace pinna::report
