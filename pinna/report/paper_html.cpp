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

constexpr std::string_view style =
    "textarea { width: 100%; min-height: 8rem; font: inherit; color: inherit; background: "
    "var(--panel); border: 1px solid var(--rule); border-radius: .35rem; padding: .6rem; }"
    "caption { caption-side: top; text-align: left; color: var(--soft); font-size: .9rem; }"
    "button { font: inherit; }";

std::string html_of(const PaperText& block) {
  return to_html(parse_light_text(block.text));
}

std::string html_of(const PaperTable& block) {
  HtmlTable table{.text_columns = block.text_columns};
  for (const std::string& cell : block.header) table.header.push_back(inline_html(cell));
  for (const auto& row : block.rows) {
    table.rows.emplace_back();
    for (const std::string& cell : row) table.rows.back().push_back(inline_html(cell));
  }
  return fmt::format("<p class=\"note\">{}</p>\n{}", inline_html(block.caption), table.to_html());
}

std::string html_of(const PaperFigure& block) {
  if (block.files.empty())
    return inline_figure(block.figure, block.name, inline_html(block.caption));
  std::filesystem::path png = block.files;
  png += ".png";
  return fmt::format(
      "<figure><img style=\"max-width:100%;background:#fff\" alt=\"{}\" "
      "src=\"data:image/png;base64,{}\"><figcaption>{}</figcaption></figure>\n",
      escape(block.caption), base64(core::read_file(png)), inline_html(block.caption));
}

std::string html_of(const PaperField& block) {
  const bool is_empty = is_blank(block.text);
  return fmt::format(
      "<h3>{}</h3>\n{}<details{}><summary>Edit: {}</summary><textarea data-name=\"{}\" "
      "data-words=\"{}\" aria-label=\"{}\">{}</textarea><p class=\"note\"></p></details>\n",
      escape(block.field.name),
      is_empty ? fmt::format("<p class=\"missing\">{}: {}</p>\n", empty_field_mark,
                             escape(block.field.question))
               : to_html(parse_light_text(block.text)),
      is_empty ? " open" : "", escape(block.field.question), escape(block.field.name),
      block.field.words, escape(block.field.name), escape(is_empty ? "" : block.text));
}

/// Words of everything but the fields, about as the PDF has them.
int64_t words_without_fields(const Paper& paper) {
  int64_t words = count_words(paper.title) + count_words(paper.summary);
  for (const PaperSection& section : paper.sections) {
    words += count_words(section.title);
    for (const PaperBlock& block : section.blocks) {
      if (const auto* text = std::get_if<PaperText>(&block)) words += count_words(text->text);
      if (const auto* figure = std::get_if<PaperFigure>(&block))
        words += count_words(figure->caption) + 1;
      if (const auto* field = std::get_if<PaperField>(&block))
        words += count_words(field->field.name);
      if (const auto* table = std::get_if<PaperTable>(&block)) {
        words += count_words(table->caption) + 1;
        for (const std::string& cell : table->header) words += count_words(cell);
        for (const auto& row : table->rows)
          for (const std::string& cell : row) words += count_words(cell);
      }
    }
  }
  return words;
}

}  // namespace

std::string to_html(const Paper& paper, const std::string& note, int64_t word_limit) {
  std::string body = fmt::format("<main>\n<h1>{}</h1>\n<p class=\"subtitle\">{}</p>\n",
                                 escape(paper.title), escape(paper.author));
  body += fmt::format("<p class=\"note\">{}</p>\n", escape(note));
  body += fmt::format(
      "<p><b id=\"words\" data-fixed=\"{}\" data-limit=\"{}\"></b> <button type=\"button\" "
      "id=\"save\">Save discussion.md</button></p>\n",
      words_without_fields(paper), word_limit);
  if (!paper.summary.empty()) body += to_html(parse_light_text(paper.summary));
  for (const PaperSection& section : paper.sections) {
    body += fmt::format("<h2>{}</h2>\n", escape(section.title));
    for (const PaperBlock& block : section.blocks)
      body += std::visit([](const auto& chosen) { return html_of(chosen); }, block);
  }
  if (!paper.references.empty()) body += "<h2>References</h2>\n";
  for (const Reference& entry : paper.references)
    body += fmt::format("<p id=\"ref-{}\">[{}] {}. {}. {}, {}.</p>\n", escape(entry.key),
                        escape(entry.key), escape(entry.author), escape(entry.title),
                        escape(entry.venue), escape(entry.year));
  return html_page(paper.title, body + "</main>\n", {.style = style, .script = paper_page_js});
}

}  // namespace pinna::report
