#include "pinna/report/discussion.h"

#include <algorithm>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/report/light_text.h"

namespace pinna::report {
namespace {

constexpr std::string_view heading_mark = "## ";

void require_field(const std::string& name, const std::vector<AuthorField>& fields,
                   const Discussion& found, const std::string& where) {
  std::string known;
  for (const AuthorField& field : fields) known += (known.empty() ? "" : ", ") + field.name;
  if (std::ranges::find(fields, name, &AuthorField::name) == fields.end())
    throw core::BadData({.what = "a heading that is no field of this report",
                         .got = name,
                         .expected = known,
                         .where = where,
                         .fix = "use deeper headings or none within a field"});
  if (found.contains(name))
    throw core::BadData({.what = "a field that comes twice", .got = name, .where = where});
}

}  // namespace

bool is_blank(std::string_view text) {
  return parse_light_text(text).empty();
}

std::string blank_discussion(const std::vector<AuthorField>& fields) {
  std::string text =
      "<!-- Your own words. Paragraphs, lists, *emphasis*, `code` and citations [@key] of\n"
      "references.bib are understood. This file is never overwritten. -->\n";
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
      name = line.substr(heading_mark.size());
      while (name.ends_with(' ')) name.pop_back();
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
