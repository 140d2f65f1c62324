// The part of a paper that only its author can write: questions with room below, in one file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pinna::report {

/// What stands in a paper where the author has written nothing yet; `pinna pack` refuses it.
inline constexpr std::string_view empty_field_mark = "TO BE WRITTEN BY THE AUTHOR";

struct AuthorField {
  std::string name = "";      ///< heading in the file, and in the paper
  std::string question = "";  ///< what the course asks
  int64_t words = 100;        ///< a sensible share of the limit
};

/// Field -> the author's text; empty where there is none.
using Discussion = std::map<std::string, std::string>;

/// The file as it is made for the author: a heading for each field, its question as a comment.
std::string blank_discussion(const std::vector<AuthorField>& fields);

/// Reads `## name` headings; text before the first one is passed over. BadData naming `where` for a
/// heading that is no field, or that comes twice.
Discussion parse_discussion(std::string_view text, const std::vector<AuthorField>& fields,
                            const std::string& where);

/// Makes the file if it is not there, and reads it. Never changes one that is.
Discussion read_or_make_discussion(const std::filesystem::path& file,
                                   const std::vector<AuthorField>& fields);

/// Whether nothing but comments and blanks was written.
bool is_blank(std::string_view text);

}  // namespace pinna::report
