#include <fmt/format.h>

#include "pinna/core/files.h"
#include "pinna/report/base64.h"
#include "pinna/report/embedded_text.h"
#include "pinna/report/html_page.h"
#include "pinna/report/html_text.h"
#include "pinna/report/inline_figure.h"
#include "pinna/report/light_text.h"
#include "pinna/report/paper.h"
#include "pinna/report/pdf_text.h"

namespace pinna::report {

namespace {

constexpr std::string_view style = R"css(
main { max-width: 46rem; margin: 0 auto; }
.bar { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem 1rem;
  align-items: center; padding: .5rem 0; background: var(--paper); border-bottom: 1px solid var(--rule); }
.bar meter { width: 8rem; }
button { font: inherit; padding: .25rem .8rem; border: 1px solid var(--rule); border-radius: .35rem;
  background: var(--panel); color: inherit; cursor: pointer; }
textarea { width: 100%; min-height: 9rem; font: inherit; color: inherit; background: var(--panel);
  border: 1px solid var(--rule); border-radius: .35rem; padding: .6rem; }
.field { border-left: 3px solid var(--rule); padding-left: .9rem; margin: 1.25rem 0; }
.field h3 { margin-top: 0; }
.table p { margin-bottom: 0; }
#references p { font-size: .9rem; }
@media print { .bar, .field details { display: none; } }
)css";

/// What the blocks of one paper are written with.
struct Writing {
  const TextTargets& targets;

  int64_t number(const std::string& target) const { return targets.references.at(target); }

  std::string html_of(const PaperText& block) const {
    return to_html(parse_light_text(block.text), targets);
  }

  std::string html_of(const PaperTable& block) const {
    HtmlTable table{.text_columns = block.text_columns};
    for (const std::string& cell : block.header) table.header.push_back(escape(cell));
    for (const auto& row : block.rows) {
      table.rows.emplace_back();
      for (const std::string& cell : row) table.rows.back().push_back(escape(cell));
    }
    const std::string target = "tab:" + block.name;
    return fmt::format(
        "<div class=\"table\" id=\"{}\"><p class=\"note\"><b>Table {}.</b> {}</p>\n{}</div>\n",
        target, number(target), inline_html(block.caption, targets), table.to_html());
  }

  std::string html_of(const PaperFigure& block) const {
    const std::string target = "fig:" + block.name;
    const std::string caption =
        fmt::format("<b>Figure {}.</b> {}", number(target), inline_html(block.caption, targets));
    std::string figure;
    if (block.files.empty()) {
      figure = inline_figure(block.figure, block.name, caption);
    } else {
      std::filesystem::path png = block.files;
      png += ".png";
      figure = fmt::format(
          "<figure><img style=\"max-width:100%;background:#fff\" alt=\"{}\" "
          "src=\"data:image/png;base64,{}\"><figcaption>{}</figcaption></figure>\n",
          escape(plain_text(parse_light_text(block.caption))), base64(core::read_file(png)),
          caption);
    }
    return fmt::format("<div id=\"{}\">{}</div>\n", target, figure);
  }

  std::string html_of(const PaperField& block) const {
    const bool is_empty = is_blank(block.text);
    const std::string text = is_empty ? "" : without_comments(block.text);
    const size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    return fmt::format(
        "<div class=\"field\"><h3>{0}</h3>\n{1}<details{2}><summary>Write here</summary>\n"
        "<p class=\"note\">{3}</p>\n<textarea data-name=\"{0}\" data-question=\"{3}\" "
        "data-words=\"{4}\" data-empty=\"{5}\" aria-label=\"{0}: {3}\">\n{6}</textarea>"
        "<p class=\"note\"></p></details></div>\n",
        escape(block.field.name),
        is_empty ? fmt::format("<p class=\"missing\">{}: {}</p>\n", empty_field_mark,
                               escape(block.field.question))
                 : to_html(parse_light_text(block.text), targets),
        is_empty ? " open" : "", escape(block.field.question), block.field.words,
        printed_words_of({block.field, ""}), escape(text.substr(begin)));
  }
};

/// Of everything, about as a PDF has them.
int64_t estimated_words(const Paper& paper) {
  const auto words = [](const std::string& text) {
    return count_words(plain_text(parse_light_text(text)));
  };
  int64_t count = count_words(paper.title) + count_words(paper.author) + words(paper.summary);
  for (const PaperSection& section : paper.sections) {
    count += count_words(section.title);
    for (const PaperBlock& block : section.blocks) {
      if (const auto* text = std::get_if<PaperText>(&block)) count += words(text->text);
      if (const auto* figure = std::get_if<PaperFigure>(&block))
        count += words(figure->caption) + 1;
      if (const auto* field = std::get_if<PaperField>(&block))
        count += count_words(field->field.name) + printed_words_of(*field);
      const auto* table = std::get_if<PaperTable>(&block);
      if (!table) continue;
      count += words(table->caption) + 1;
      for (const std::string& cell : table->header) count += count_words(cell);
      for (const auto& row : table->rows)
        for (const std::string& cell : row) count += count_words(cell);
    }
  }
  return count;
}

std::string bar_of(const Paper& paper, const PaperPageOptions& options) {
  int64_t fixed = options.words.value_or(estimated_words(paper));
  for (const PaperField& field : fields_of(paper)) fixed -= printed_words_of(field);
  return fmt::format(
      "<div class=\"bar\"><meter min=\"0\" max=\"{1}\" high=\"{1}\" value=\"0\"></meter>"
      "<span id=\"words\" data-fixed=\"{0}\" data-limit=\"{1}\" aria-live=\"polite\">At most {1} "
      "words.</span><button type=\"button\" id=\"save\">Save discussion.md</button></div>\n",
      fixed, options.word_limit);
}

/// Those that are cited, in the order of the list.
std::string reference_list(const std::vector<Reference>& references) {
  if (references.empty()) return "";
  std::string html = "<section id=\"references\"><h2>References</h2>\n";
  for (const Reference& entry : references)
    html += fmt::format("<p id=\"ref-{0}\">[{0}] {1}. {2}. {3}{4}{5}.</p>\n", escape(entry.key),
                        escape(entry.author), escape(entry.title), escape(entry.venue),
                        entry.venue.empty() || entry.year.empty() ? "" : ", ", escape(entry.year));
  return html + "</section>\n";
}

}  // namespace

std::string to_html(const Paper& paper, const PaperPageOptions& options) {
  const TextTargets targets = targets_of(paper);
  const Writing writing{targets};
  std::string body = fmt::format("<main>\n<h1>{}</h1>\n<p class=\"subtitle\">{}</p>\n",
                                 escape(paper.title), escape(paper.author));
  body += bar_of(paper, options);
  if (!paper.summary.empty()) body += to_html(parse_light_text(paper.summary), targets);
  for (const PaperSection& section : paper.sections) {
    body += fmt::format("<h2>{}</h2>\n", escape(section.title));
    for (const PaperBlock& block : section.blocks)
      body += std::visit([&](const auto& chosen) { return writing.html_of(chosen); }, block);
  }
  body += reference_list(cited_references(paper));
  return html_page(paper.title, body + "</main>\n", {.style = style, .script = paper_page_js});
}

}  // namespace pinna::report
