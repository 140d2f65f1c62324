#include "pinna/report/latex_text.h"

#include <array>
#include <cstdint>
#include <utility>

#include "pinna/core/utf8.h"

namespace pinna::report {
namespace {

constexpr std::array<std::pair<uint32_t, std::string_view>, 32> signs{
    {{'\\', "\\textbackslash{}"},
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
     {'>', "\\textgreater{}"},
     {'"', "\\textquotedbl{}"},
     {'`', "\\textasciigrave{}"},
     {0xA0, "~"},
     {0xB0, "\\textdegree{}"},
     {0xB1, "$\\pm$"},
     {0xB2, "\\texttwosuperior{}"},
     {0xB5, "\\textmu{}"},
     {0xB7, "\\textperiodcentered{}"},
     {0xD7, "$\\times$"},
     {0x2013, "--"},
     {0x2014, "---"},
     {0x2018, "`"},
     {0x2019, "'"},
     {0x201C, "``"},
     {0x201D, "''"},
     {0x2026, "\\dots{}"},
     {0x2192, "$\\to$"},
     {0x2212, "$-$"},
     {0x2264, "$\\le$"},
     {0x2265, "$\\ge$"}}};

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

/// T1 fonts have the letters of Latin-1 and most of Latin Extended-A; inputenc knows these.
bool has_glyph(uint32_t code) {
  constexpr uint32_t first_letter = 0xC0, last_letter = 0x17E;
  constexpr std::array<uint32_t, 9> others{0xA1, 0xA3, 0xA7, 0xA9, 0xAB, 0xAE, 0xB6, 0xBB, 0xBF};
  for (const uint32_t other : others)
    if (code == other) return true;
  if (code == 0xF7) return false;
  // H and T with strokes, kra, n after an apostrophe, L with a dot, long s: in no T1 font.
  constexpr std::array<uint32_t, 8> missing{0x126, 0x127, 0x138, 0x13F, 0x140, 0x149, 0x166, 0x167};
  for (const uint32_t none : missing)
    if (code == none) return false;
  return code >= first_letter && code <= last_letter;
}

std::string escaped(std::string_view sequence, char next) {
  const uint32_t code = code_point(sequence);
  for (const auto& [point, latex] : signs)
    if (code == point) return std::string(latex);
  if (code < 0x20 || code == 0x7f) return " ";
  // Dashes, quotes and Spanish marks are what TeX makes of two signs.
  const bool would_join =
      (code == '-' || code == '\'' || code == ',' || code == '!' || code == '?') &&
      (next == sequence[0] || next == '`');
  if (code < 0x7f) return std::string(sequence) + (would_join ? "{}" : "");
  return has_glyph(code) ? std::string(sequence) : "?";
}

/// Where a long word may be broken.
bool divides(char sign) {
  return std::string_view("/._-+=&?:,@").find(sign) != std::string_view::npos;
}

constexpr int long_word = 22, longest_part = 16;

/// Signs up to the next blank, as far as anybody asks.
int word_length(std::string_view text) {
  int length = 0;
  for (size_t at = 0; at < text.size() && length <= long_word; ++length) {
    if (static_cast<unsigned char>(text[at]) <= ' ') return length;
    at += sequence_length(static_cast<unsigned char>(text[at]));
  }
  return length;
}

}  // namespace

std::string latex_escape(std::string_view text) {
  const std::string valid = core::valid_utf8(text);
  std::string latex;
  bool is_word_start = true, may_break = false;
  int part = 0;
  for (size_t at = 0; at < valid.size();) {
    const std::string_view rest = std::string_view(valid).substr(at);
    const size_t length = sequence_length(static_cast<unsigned char>(rest[0]));
    const bool is_blank = static_cast<unsigned char>(rest[0]) <= ' ';
    if (is_word_start && !is_blank) {
      may_break = word_length(rest) > long_word;
      part = 0;
    }
    const bool is_minus =
        rest[0] == '-' && rest.size() > 1 && rest[1] >= '0' && rest[1] <= '9' &&
        (at == 0 || std::string_view(" [(").find(valid[at - 1]) != std::string_view::npos);
    is_word_start = is_blank;
    latex += is_minus ? "$-$"
                      : escaped(rest.substr(0, length), length < rest.size() ? rest[length] : '\0');
    at += length;
    ++part;
    if (may_break && at < valid.size() && (divides(rest[0]) || part >= longest_part)) {
      latex += "\\allowbreak{}";
      if (divides(rest[0])) part = 0;
    }
  }
  return latex;
}

}  // namespace pinna::report
