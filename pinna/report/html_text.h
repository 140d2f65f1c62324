// Pieces of HTML. Everything that comes from outside passes through escape().
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pinna::report {

/// Text as it is, in content and in quoted attributes; invalid UTF-8 becomes question marks.
std::string escape(std::string_view text);

/// 0.893 -> "89.3 %".
std::string per_cent(double share);
/// "87.1 to 91.2 %".
std::string per_cent_range(double low, double high);

/// A table whose cells are finished HTML. Columns beyond the first `text_columns` hold numbers and
/// are aligned right.
struct HtmlTable {
  std::vector<std::string> header = {};
  std::vector<std::vector<std::string>> rows = {};
  size_t text_columns = 1;
  std::string to_html() const;
};

/// A part that opens on a click.
std::string details(std::string_view summary, std::string_view content);

}  // namespace pinna::report
