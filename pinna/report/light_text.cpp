#include "pinna/report/light_text.h"

#include <fmt/format.h>

#include "pinna/core/utf8.h"
#include "pinna/report/html_text.h"
#include "pinna/report/latex_text.h"

namespace pinna::report {
namespace {

std::string without_comments(std::string_view text) {
  std::string kept;
  for (;;) {
    const size_t begin = text.find("<!--");
    kept += text.substr(0, begin);
    if (begin == std::string_view::npos) return kept;
    const size_t end = text.find("-->", begin);
    if (end == std::string_view::npos) return kept;
    text.remove_prefix(end + 3);
  }
}

std::string_view trimmed(std::string_view line) {
  const size_t begin = line.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return "";
  return line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
}

void add_plain(std::vector<TextRun>& runs, std::string_view text) {
  if (text.empty()) return;
  if (runs.empty() || runs.back().style != RunStyle::plain) runs.push_back({});
  runs.back().text += text;
}

/// A mark at the front of the text, with what it encloses; nothing if it has no end.
struct Marked {
  TextRun run = {};
  size_t length = 0;
};

Marked marked_at_front(std::string_view text) {
  struct Mark {
    std::string_view open, close;
    RunStyle style;
  };
  for (const Mark& mark : {Mark{"**", "**", RunStyle::emphasis}, Mark{"*", "*", RunStyle::emphasis},
                           Mark{"`", "`", RunStyle::code}, Mark{"[@", "]", RunStyle::citation}}) {
    if (!text.starts_with(mark.open)) continue;
    const size_t end = text.find(mark.close, mark.open.size());
    if (end == std::string_view::npos || end == mark.open.size()) continue;
    const std::string_view inside = text.substr(mark.open.size(), end - mark.open.size());
    if (mark.style == RunStyle::emphasis && (inside.front() == ' ' || inside.back() == ' '))
      continue;
    return {{mark.style, std::string(inside)}, end + mark.close.size()};
  }
  return {};
}

std::vector<TextRun> parse_runs(std::string_view text) {
  std::vector<TextRun> runs;
  while (!text.empty()) {
    const Marked marked = marked_at_front(text);
    if (marked.length > 0) {
      runs.push_back(marked.run);
      text.remove_prefix(marked.length);
      continue;
    }
    const size_t next = text.find_first_of("*`[", 1);
    add_plain(runs, text.substr(0, next));
    text.remove_prefix(next == std::string_view::npos ? text.size() : next);
  }
  return runs;
}

/// Keys that BibTeX takes; others are no citation.
std::string safe_key(std::string_view key) {
  std::string safe;
  for (const char sign : key)
    if (std::isalnum(static_cast<unsigned char>(sign)) != 0 || sign == '-' || sign == ',')
      safe += sign;
  return safe;
}

std::string latex_of(const TextRun& run) {
  switch (run.style) {
    case RunStyle::emphasis:
      return fmt::format("\\emph{{{}}}", latex_escape(run.text));
    case RunStyle::code:
      return fmt::format("\\texttt{{{}}}", latex_escape(run.text));
    case RunStyle::citation:
      return fmt::format("~\\cite{{{}}}", safe_key(run.text));
    case RunStyle::plain:
      break;
  }
  return latex_escape(run.text);
}

std::string html_of(const TextRun& run) {
  switch (run.style) {
    case RunStyle::emphasis:
      return fmt::format("<em>{}</em>", escape(run.text));
    case RunStyle::code:
      return fmt::format("<code>{}</code>", escape(run.text));
    case RunStyle::citation:
      return fmt::format(" <a href=\"#ref-{}\">[{}]</a>", escape(safe_key(run.text)),
                         escape(safe_key(run.text)));
    case RunStyle::plain:
      break;
  }
  return escape(run.text);
}

template <class Write>
std::string written(const std::vector<TextRun>& runs, const Write& write) {
  std::string text;
  for (const TextRun& run : runs) text += write(run);
  return text;
}

struct Tags {
  std::string_view open_list, close_list, open_entry, close_entry, open_paragraph, close_paragraph;
};

template <class Write>
std::string written(const std::vector<TextBlock>& blocks, const Tags& tags, const Write& write) {
  std::string text;
  bool in_list = false;
  for (const TextBlock& block : blocks) {
    if (block.is_list_entry != in_list) text += in_list ? tags.close_list : tags.open_list;
    in_list = block.is_list_entry;
    text += in_list ? tags.open_entry : tags.open_paragraph;
    text += written(block.runs, write);
    text += in_list ? tags.close_entry : tags.close_paragraph;
  }
  if (in_list) text += tags.close_list;
  return text;
}

}  // namespace

std::vector<TextBlock> parse_light_text(std::string_view text) {
  const std::string valid = without_comments(core::valid_utf8(text));
  std::vector<TextBlock> blocks;
  std::string current;
  bool is_entry = false;
  const auto finish = [&] {
    if (!current.empty()) blocks.push_back({is_entry, parse_runs(current)});
    current.clear();
    is_entry = false;
  };
  for (size_t at = 0; at <= valid.size();) {
    const size_t end = std::min(valid.find('\n', at), valid.size());
    std::string_view line = trimmed(std::string_view(valid).substr(at, end - at));
    at = end + 1;
    if (line.empty()) {
      finish();
      continue;
    }
    if (line.starts_with("- ") || line.starts_with("* ")) {
      finish();
      is_entry = true;
      line = trimmed(line.substr(2));
    }
    if (!current.empty()) current += ' ';
    current += line;
  }
  finish();
  return blocks;
}

std::string to_latex(const std::vector<TextBlock>& blocks) {
  return written(blocks, {"\\begin{itemize}\n", "\\end{itemize}\n", "\\item ", "\n", "", "\n\n"},
                 latex_of);
}

std::string to_html(const std::vector<TextBlock>& blocks) {
  return written(blocks, {"<ul>\n", "</ul>\n", "<li>", "</li>\n", "<p>", "</p>\n"}, html_of);
}

std::string inline_latex(std::string_view text) {
  return written(parse_runs(core::valid_utf8(text)), latex_of);
}

std::string inline_html(std::string_view text) {
  return written(parse_runs(core::valid_utf8(text)), html_of);
}

}  // namespace pinna::report
