// The small part of Markdown that papers here are written in: paragraphs, lists, *emphasis*, `code`
// and citations [@key]. One parser serves what the tool writes and what the author writes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pinna::report {

enum class RunStyle { plain, emphasis, code, citation };

/// A stretch of text in one style; of a citation the key.
struct TextRun {
  RunStyle style = RunStyle::plain;
  std::string text = "";
  bool operator==(const TextRun&) const = default;
};

/// A paragraph, or one entry of a list.
struct TextBlock {
  bool is_list_entry = false;
  std::vector<TextRun> runs = {};
  bool operator==(const TextBlock&) const = default;
};

/// Blocks are divided by empty lines; lines that begin with "- " or "* " are entries of lists. HTML
/// comments are left out. A mark without its end stands for itself. Invalid UTF-8 becomes question
/// marks.
std::vector<TextBlock> parse_light_text(std::string_view text);

std::string to_latex(const std::vector<TextBlock>& blocks);
std::string to_html(const std::vector<TextBlock>& blocks);

/// One line of text without blocks, as finished LaTeX or HTML.
std::string inline_latex(std::string_view text);
std::string inline_html(std::string_view text);

}  // namespace pinna::report
