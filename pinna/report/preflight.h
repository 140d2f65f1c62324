// What a ZIP that is handed in has to hold, looked up in the ZIP itself.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "pinna/report/machine_paths.h"

namespace pinna::report {

inline constexpr int64_t default_word_limit = 1500;

struct PreflightOptions {
  /// Of the report's text; empty: what report/report.json in the ZIP says, else 1500.
  std::optional<int64_t> words = std::nullopt;
  int64_t max_file_bytes = 50'000'000;
  int64_t max_total_bytes = 200'000'000;  ///< of all files, unpacked
  Machine machine = this_machine();       ///< whose names must not occur
};

struct PreflightCheck {
  std::string name = "";         ///< "words"
  std::string requirement = "";  ///< "at most 1500 words in report.pdf"
  bool passed = false;
  std::string found = "";  ///< "1620"
  std::string mend = "";   ///< what to do about it; empty where it passed
};

/// All checks in a fixed order, whatever the ZIP holds. MissingInput if it is absent, BadData if it
/// is no ZIP.
std::vector<PreflightCheck> preflight(const std::filesystem::path& zip,
                                      const PreflightOptions& options = {});

}  // namespace pinna::report
