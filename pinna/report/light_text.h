// The small part of Markdown that papers here are written in: paragraphs, lists, *emphasis*,
// `code`, citations [@key] and references [#fig:name]. One parser serves what the tool writes and
// what the author writes.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pinna::report {

enum class RunStyle { plain, emphasis, code, citation, reference };

/// A stretch of text in one style; of a citation the keys, of a reference its target.
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

/// What a text can point at. What is not here stands in the text as it was written.
struct TextTargets {
  std::set<std::string, std::less<>> citations = {};            ///< keys
  std::map<std::string, int64_t, std::less<>> references = {};  ///< "fig:forest", "tab:results"
};

/// Blocks are divided by empty lines; lines that begin with "- " or "* " are entries of lists. HTML
/// comments are left out. A mark without its end stands for itself, as one after a backslash does.
/// Invalid UTF-8 becomes question marks.
std::vector<TextBlock> parse_light_text(std::string_view text);

/// Light text that shows `text`, which is not to be read as such: a name from somebody's file.
std::string as_it_is(std::string_view text);

/// The text without its comments.
std::string without_comments(std::string_view text);

/// Words alone, blocks on lines of their own: what is counted. Citations and numbers of references
/// are left out.
std::string plain_text(const std::vector<TextBlock>& blocks);

/// Keys that are cited, "a,b" being two, and targets of references ("#fig:x"), which are not there.
std::vector<std::string> unknown_targets(const std::vector<TextBlock>& blocks,
                                         const TextTargets& targets);

std::string to_latex(const std::vector<TextBlock>& blocks, const TextTargets& targets = {});
std::string to_html(const std::vector<TextBlock>& blocks, const TextTargets& targets = {});

/// One line of text without blocks, as finished LaTeX or HTML.
std::string inline_latex(std::string_view text, const TextTargets& targets = {});
std::string inline_html(std::string_view text, const TextTargets& targets = {});

}  // namespace pinna::report
