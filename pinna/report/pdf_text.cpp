#include "pinna/report/pdf_text.h"

#include <algorithm>
#include <cctype>
#include <memory>
#include <type_traits>

#include <fmt/format.h>
#include <locale.h>
#include <wctype.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/input_file.h"
#include "pinna/core/subprocess.h"
#include "pinna/core/utf8.h"

namespace pinna::report {
namespace {

namespace fs = std::filesystem;

constexpr int64_t max_pdf_bytes = int64_t{1} << 28;
constexpr int64_t max_text_bytes = int64_t{1} << 26;
constexpr double max_seconds = 60;
/// Readers of PDF look for the mark this far.
constexpr int64_t header_bytes = 1024;
constexpr char32_t no_break_space = 0xA0;
constexpr char32_t soft_hyphen = 0xAD;
constexpr char32_t hyphen = 0x2010;

[[noreturn]] void throw_bad_pdf(const fs::path& path, std::string got) {
  throw core::BadData({.what = "no PDF that can be read",
                       .got = std::move(got),
                       .expected = "a PDF without a password",
                       .where = path.string()});
}

void require_mark_of_pdf(const fs::path& path) {
  const core::InputFile file(path);
  if (file.size() > max_pdf_bytes)
    throw_bad_pdf(path, fmt::format("{} bytes, more than {}", file.size(), max_pdf_bytes));
  if (file.read_text(0, header_bytes).find("%PDF-") == std::string::npos)
    throw_bad_pdf(path, "a file without the mark %PDF");
}

std::string first_line(std::string_view text) {
  return core::valid_utf8(text.substr(0, std::min<size_t>(text.find('\n'), 200)));
}

/// Letters of all scripts, whatever the locale of the process.
bool is_letter(char32_t point) {
  struct Free {
    void operator()(locale_t locale) const { freelocale(locale); }
  };
  static const std::unique_ptr<std::remove_pointer_t<locale_t>, Free> unicode(
      newlocale(LC_CTYPE_MASK, "C.UTF-8", locale_t{}));
  if (point < 0x80 || !unicode) return std::isalpha(static_cast<int>(point & 0x7F)) != 0;
  return iswalpha_l(static_cast<wint_t>(point), unicode.get()) != 0;
}

bool is_blank(char32_t point) {
  return point <= ' ' || point == no_break_space || point == 0x3000 ||
         (point >= 0x2000 && point <= 0x200A) || point == 0x202F;
}

bool is_hyphen(char32_t point) {
  return point == '-' || point == hyphen || point == soft_hyphen;
}

/// The characters of well-formed UTF-8.
std::u32string code_points(std::string_view text) {
  std::u32string points;
  for (const unsigned char byte : text) {
    if (byte < 0x80) {
      points += byte;
    } else if (byte < 0xC0) {
      points.back() = (points.back() << 6) | (byte & 0x3F);
    } else {
      points += byte & (byte < 0xE0 ? 0x1F : byte < 0xF0 ? 0x0F : 0x07);
    }
  }
  return points;
}

/// Whether a line is only "References" or "Bibliography", be it numbered or in capitals.
bool heads_references(std::string_view line) {
  std::string word;
  for (const char letter : line)
    word += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  word.erase(0, word.find_first_not_of(" \t\r\f0123456789."));
  word.erase(word.find_last_not_of(" \t\r\f") + 1);
  return word == "references" || word == "bibliography";
}

/// What stands before the last line of that kind.
std::string_view before_references(std::string_view text) {
  for (size_t end = text.size(); end != std::string_view::npos && end > 0;) {
    const size_t line_break = text.rfind('\n', end - 1);
    const size_t start = line_break == std::string_view::npos ? 0 : line_break + 1;
    if (heads_references(text.substr(start, end - start))) return text.substr(0, start);
    end = line_break;
  }
  return text;
}

/// Joins words that are divided at the end of a line.
std::u32string without_divisions(const std::u32string& text) {
  std::u32string joined;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_possible = is_hyphen(text[i]) && i > 0 && is_letter(text[i - 1]);
    size_t next = i + 1;
    bool is_end_of_line = false;
    for (; is_possible && next < text.size() && is_blank(text[next]); ++next)
      is_end_of_line = is_end_of_line || text[next] == '\n';
    if (is_end_of_line && next < text.size() && is_letter(text[next])) {
      i = next - 1;
    } else {
      joined += text[i];
    }
  }
  return joined;
}

}  // namespace

PdfText read_pdf(const fs::path& path) {
  core::require_file(path, "PDF");
  require_mark_of_pdf(path);
  const core::ProcessResult result =
      core::run_program({"pdftotext", "-enc", "UTF-8", fs::absolute(path).string(), "-"}, "",
                        "install poppler-utils, which has pdftotext", max_text_bytes, max_seconds);
  if (result.exit_status != 0)
    throw_bad_pdf(path, result.errors.empty()
                            ? fmt::format("status {} from pdftotext", result.exit_status)
                            : first_line(result.errors));
  PdfText pdf;
  pdf.text = core::valid_utf8(result.output);
  // Every page ends with a form feed.
  pdf.num_pages = std::count(pdf.text.begin(), pdf.text.end(), '\f');
  std::replace(pdf.text.begin(), pdf.text.end(), '\f', '\n');
  if (pdf.num_pages == 0) throw_bad_pdf(path, "no page");
  return pdf;
}

int64_t count_words(std::string_view text) {
  const std::string valid = core::valid_utf8(before_references(text));
  int64_t words = 0;
  bool has_letter = false;
  for (const char32_t point : without_divisions(code_points(valid))) {
    if (is_blank(point)) {
      words += has_letter;
      has_letter = false;
    } else {
      has_letter = has_letter || is_letter(point);
    }
  }
  return words + has_letter;
}

}  // namespace pinna::report
