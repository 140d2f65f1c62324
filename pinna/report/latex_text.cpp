#include "pinna/report/latex_text.h"

#include <array>
#include <cstdint>
#include <utility>

#include "pinna/core/utf8.h"

namespace pinna::report {
namespace {

constexpr std::array<std::pair<char, std::string_view>, 12> escapes{{{'\\', "\\textbackslash{}"},
                                                                     {'{', "\\{"},
                                                                     {'}', "\\}"},
                                                                     {'$', "\\$"},
                                                                     {'&', "\\&"},
                                                                     {'#', "\\#"},
                                                                     {'%', "\\%"},
                                                                     {'_', "\\_"},
                                                                     {'~', "\\textasciitilde{}"},
                                                                     {'^', "\\textasciicircum{}"},
                                                                     {'<', "\\textless{}"},
                                                                     {'>', "\\textgreater{}"}}};

/// Signs beyond Latin that papers need.
constexpr std::array<std::pair<uint32_t, std::string_view>, 12> signs{{{0x2013, "--"},
                                                                       {0x2014, "---"},
                                                                       {0x2018, "`"},
                                                                       {0x2019, "'"},
                                                                       {0x201C, "``"},
                                                                       {0x201D, "''"},
                                                                       {0x2026, "\\dots{}"},
                                                                       {0x2212, "$-$"},
                                                                       {0x00B1, "$\\pm$"},
                                                                       {0x00D7, "$\\times$"},
                                                                       {0x2264, "$\\le$"},
                                                                       {0x2265, "$\\ge$"}}};

std::string escaped(char sign) {
  for (const auto& [plain, latex] : escapes)
    if (sign == plain) return std::string(latex);
  if (static_cast<unsigned char>(sign) < 0x20 || sign == 0x7f) return " ";
  return {sign};
}

size_t sequence_length(unsigned char first) {
  if (first < 0x80) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

uint32_t code_point(std::string_view sequence) {
  const auto first = static_cast<unsigned char>(sequence[0]);
  uint32_t code = sequence.size() == 1 ? first : first & (0xffU >> (sequence.size() + 1));
  for (const char byte : sequence.substr(1))
    code = code << 6 | (static_cast<unsigned char>(byte) & 0x3fU);
  return code;
}

/// Latin letters with accents are in T1 fonts as they are.
std::string escaped(std::string_view sequence) {
  constexpr uint32_t last_latin = 0x17f, first_latin = 0xa1;
  const uint32_t code = code_point(sequence);
  for (const auto& [point, latex] : signs)
    if (code == point) return std::string(latex);
  if (code == 0xa0) return "~";
  return code >= first_latin && code <= last_latin ? std::string(sequence) : "?";
}

}  // namespace

std::string latex_escape(std::string_view text) {
  const std::string valid = core::valid_utf8(text);
  std::string latex;
  for (size_t at = 0; at < valid.size();) {
    const size_t length = sequence_length(static_cast<unsigned char>(valid[at]));
    latex += length == 1 ? escaped(valid[at]) : escaped(std::string_view(valid).substr(at, length));
    at += length;
  }
  return latex;
}

}  // namespace pinna::report
