#include "pinna/report/discussion.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/utf8.h"
#include "pinna/report/light_text.h"

namespace pinna::report {
namespace {

constexpr std::string_view heading_mark = "## ";

void require_field(const std::string& name, const std::vector<AuthorField>& fields,
                   const Discussion& found, const std::string& where) {
  if (std::ranges::find(fields, name, &AuthorField::name) == fields.end()) {
    std::vector<std::string> known;
    for (const AuthorField& field : fields) known.push_back(field.name);
    throw core::BadData({.what = "a heading that is no field of this report",
                         .got = core::valid_utf8(name),
                         .expected = fmt::format("{}", fmt::join(known, ", ")),
                         .where = where,
                         .fix = "use deeper headings or none within a field"});
  }
  if (found.contains(name))
    throw core::BadData({.what = "a field that comes twice",
                         .got = name,
                         .where = where,
                         .fix = "put what belongs to it under one heading"});
}

}  // namespace

bool is_blank(std::string_view text) {
  return parse_light_text(text).empty();
}

std::string blank_discussion(const std::vector<AuthorField>& fields) {
  std::string text =
      "<!-- Your own words, below each heading. Paragraphs, lists, *emphasis*, `code`, citations\n"
      "[@key] of references.bib and references [#fig:name] or [#tab:name] are understood. Works\n"
      "that you cite beyond these go into own-references.bib, beside this file, as BibTeX.\n"
      "This file is never overwritten. -->\n";
  for (const AuthorField& field : fields)
    text += fmt::format("\n{}{}\n\n<!-- {} About {} words. -->\n", heading_mark, field.name,
                        field.question, field.words);
  return text;
}

Discussion parse_discussion(std::string_view text, const std::vector<AuthorField>& fields,
                            const std::string& where) {
  Discussion found;
  std::string name;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with(heading_mark)) {
      line.remove_prefix(std::min(line.find_first_not_of("# "), line.size()));
      name = line.substr(0, line.find_last_not_of(" \t") + 1);
      require_field(name, fields, found, where);
      found[name] = "";
    } else if (!name.empty()) {
      found[name] += std::string(line) + "\n";
    }
  }
  return found;
}

Discussion read_or_make_discussion(const std::filesystem::path& file,
                                   const std::vector<AuthorField>& fields) {
  constexpr int64_t max_bytes = 1 << 20;
  if (!std::filesystem::exists(file)) core::write_file_atomically(file, blank_discussion(fields));
  return parse_discussion(core::read_file(file, max_bytes), fields, file.string());
}

}  // namespace pinna::report
