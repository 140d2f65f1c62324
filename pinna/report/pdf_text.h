// The text of a PDF, and how many words it has: what a limit of words is checked against.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace pinna::report {

struct PdfText {
  int64_t num_pages = 0;
  std::string text = "";  ///< UTF-8, in reading order
};

/// By poppler's pdftotext. MissingInput if the file is absent; BadData if it is no PDF; IoError
/// that says how to install pdftotext where it is absent.
PdfText read_pdf(const std::filesystem::path& path);

/// Words of the text before its list of references: runs of non-blank characters with a letter in
/// them, a word divided at the end of a line being one. Numbers and signs are none.
int64_t count_words(std::string_view text);

}  // namespace pinna::report
