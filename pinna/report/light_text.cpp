#include "pinna/report/light_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/utf8.h"
#include "pinna/report/html_text.h"
#include "pinna/report/latex_text.h"

namespace pinna::report {
namespace {

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

/// Signs of keys that BibTeX and LaTeX take as they are.
bool is_target(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](unsigned char sign) {
    return std::isalnum(sign) != 0 ||
           std::string_view("-:,_. ").find(static_cast<char>(sign)) != std::string_view::npos;
  });
}

/// What may begin a mark; a backslash before it makes it an ordinary sign.
constexpr std::string_view mark_signs = "*`[\\";

bool is_escaped_mark(std::string_view text) {
  return text.size() > 1 && text[0] == '\\' && mark_signs.find(text[1]) != std::string_view::npos;
}

struct Mark {
  std::string_view open, close;
  RunStyle style;
};
constexpr std::array<Mark, 5> marks{{{"**", "**", RunStyle::emphasis},
                                     {"*", "*", RunStyle::emphasis},
                                     {"`", "`", RunStyle::code},
                                     {"[@", "]", RunStyle::citation},
                                     {"[#", "]", RunStyle::reference}}};

/// A mark at the front of the text, with what it encloses; nothing if it has no end.
struct Marked {
  TextRun run = {};
  size_t length = 0;
};

Marked marked_at_front(std::string_view text) {
  for (const Mark& mark : marks) {
    if (!text.starts_with(mark.open)) continue;
    const size_t end = text.find(mark.close, mark.open.size());
    if (end == std::string_view::npos || end == mark.open.size()) continue;
    const std::string_view inside = text.substr(mark.open.size(), end - mark.open.size());
    if (mark.style == RunStyle::emphasis && (inside.front() == ' ' || inside.back() == ' '))
      continue;
    const bool is_link = mark.style == RunStyle::citation || mark.style == RunStyle::reference;
    if (is_link && !is_target(inside)) continue;
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
    if (is_escaped_mark(text)) text.remove_prefix(1);
    const size_t next = text.find_first_of(mark_signs, 1);
    add_plain(runs, text.substr(0, next));
    text.remove_prefix(next == std::string_view::npos ? text.size() : next);
  }
  return runs;
}

/// "[@a, @b]" and "[@a,b]" cite two.
std::vector<std::string> keys_of(std::string_view text) {
  std::vector<std::string> keys;
  while (true) {
    const size_t end = std::min(text.find(','), text.size());
    const std::string_view key = trimmed(text.substr(0, end));
    if (!key.empty()) keys.emplace_back(key);
    if (end == text.size()) return keys;
    text.remove_prefix(end + 1);
  }
}

bool is_known(const TextRun& run, const TextTargets& targets) {
  if (run.style == RunStyle::reference) return targets.references.contains(run.text);
  const std::vector<std::string> keys = keys_of(run.text);
  return !keys.empty() && std::ranges::all_of(keys, [&](const std::string& key) {
    return targets.citations.contains(key);
  });
}

std::string as_written(const TextRun& run) {
  return fmt::format("[{}{}]", run.style == RunStyle::citation ? "@" : "#", run.text);
}

std::string_view kind_of(std::string_view target) {
  return target.starts_with("tab:") ? "Table" : "Figure";
}

std::string latex_of(const TextRun& run, const TextTargets& targets) {
  switch (run.style) {
    case RunStyle::emphasis:
      return fmt::format("\\emph{{{}}}", latex_escape(run.text));
    case RunStyle::code:
      return fmt::format("\\texttt{{{}}}", latex_escape(run.text));
    case RunStyle::citation:
      if (!is_known(run, targets)) return latex_escape(as_written(run));
      return fmt::format("\\cite{{{}}}", fmt::join(keys_of(run.text), ","));
    case RunStyle::reference:
      if (!is_known(run, targets)) return latex_escape(as_written(run));
      return fmt::format("{}~\\ref{{{}}}", kind_of(run.text), run.text);
    case RunStyle::plain:
      break;
  }
  return latex_escape(run.text);
}

std::string html_of(const TextRun& run, const TextTargets& targets) {
  switch (run.style) {
    case RunStyle::emphasis:
      return fmt::format("<em>{}</em>", escape(run.text));
    case RunStyle::code:
      return fmt::format("<code>{}</code>", escape(run.text));
    case RunStyle::citation: {
      if (!is_known(run, targets)) return escape(as_written(run));
      std::vector<std::string> links;
      for (const std::string& key : keys_of(run.text))
        links.push_back(fmt::format("<a href=\"#ref-{0}\">{0}</a>", escape(key)));
      return fmt::format("[{}]", fmt::join(links, ", "));
    }
    case RunStyle::reference:
      if (!is_known(run, targets)) return escape(as_written(run));
      return fmt::format("<a href=\"#{}\">{} {}</a>", escape(run.text), kind_of(run.text),
                         targets.references.find(run.text)->second);
    case RunStyle::plain:
      break;
  }
  return escape(run.text);
}

using WriteRun = std::function<std::string(const TextRun&)>;

std::string written(const std::vector<TextRun>& runs, const WriteRun& write) {
  std::string text;
  for (const TextRun& run : runs) text += write(run);
  return text;
}

struct Tags {
  std::string_view open_list, close_list, open_entry, close_entry, open_paragraph, close_paragraph;
};

std::string written(const std::vector<TextBlock>& blocks, const Tags& tags, const WriteRun& write) {
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

std::string as_it_is(std::string_view text) {
  std::string escaped;
  for (const char sign : text) {
    if (mark_signs.find(sign) != std::string_view::npos) escaped += '\\';
    escaped += sign == '\n' || sign == '\r' ? ' ' : sign;
  }
  return escaped;
}

std::string without_comments(std::string_view text) {
  std::string kept;
  for (;;) {
    const size_t begin = text.find("<!--");
    const size_t end = begin == std::string_view::npos ? begin : text.find("-->", begin);
    if (end == std::string_view::npos) return kept + std::string(text);
    kept += text.substr(0, begin);
    text.remove_prefix(end + 3);
  }
}

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

std::string plain_text(const std::vector<TextBlock>& blocks) {
  return written(blocks, {"", "", "", "\n", "", "\n"}, [](const TextRun& run) -> std::string {
    if (run.style == RunStyle::reference) return std::string(kind_of(run.text));
    return run.style == RunStyle::citation ? "" : run.text;
  });
}

std::vector<std::string> unknown_targets(const std::vector<TextBlock>& blocks,
                                         const TextTargets& targets) {
  std::vector<std::string> unknown;
  for (const TextBlock& block : blocks)
    for (const TextRun& run : block.runs) {
      if (run.style == RunStyle::reference && !is_known(run, targets))
        unknown.push_back("#" + run.text);
      if (run.style != RunStyle::citation) continue;
      for (const std::string& key : keys_of(run.text))
        if (!targets.citations.contains(key)) unknown.push_back(key);
    }
  return unknown;
}

std::string to_latex(const std::vector<TextBlock>& blocks, const TextTargets& targets) {
  return written(blocks, {"\\begin{itemize}\n", "\\end{itemize}\n\n", "\\item ", "\n", "", "\n\n"},
                 [&](const TextRun& run) { return latex_of(run, targets); });
}

std::string to_html(const std::vector<TextBlock>& blocks, const TextTargets& targets) {
  return written(blocks, {"<ul>\n", "</ul>\n", "<li>", "</li>\n", "<p>", "</p>\n"},
                 [&](const TextRun& run) { return html_of(run, targets); });
}

std::string inline_latex(std::string_view text, const TextTargets& targets) {
  return written(parse_runs(core::valid_utf8(text)),
                 [&](const TextRun& run) { return latex_of(run, targets); });
}

std::string inline_html(std::string_view text, const TextTargets& targets) {
  return written(parse_runs(core::valid_utf8(text)),
                 [&](const TextRun& run) { return html_of(run, targets); });
}

}  // namespace pinna::report
