#include "pinna/report/paper.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "pinna/report/pdf_text.h"

namespace pinna::report {
namespace {

template <class Visit>
void visit_blocks(const Paper& paper, const Visit& visit) {
  for (const PaperSection& section : paper.sections)
    for (const PaperBlock& block : section.blocks) visit(block);
}

/// Every light text of the paper.
std::vector<std::string> texts_of(const Paper& paper) {
  std::vector<std::string> texts{paper.summary};
  visit_blocks(paper, [&](const PaperBlock& block) {
    if (const auto* text = std::get_if<PaperText>(&block)) texts.push_back(text->text);
    if (const auto* table = std::get_if<PaperTable>(&block)) texts.push_back(table->caption);
    if (const auto* figure = std::get_if<PaperFigure>(&block)) texts.push_back(figure->caption);
    if (const auto* field = std::get_if<PaperField>(&block)) texts.push_back(field->text);
  });
  return texts;
}

}  // namespace

std::vector<PaperField> fields_of(const Paper& paper) {
  std::vector<PaperField> fields;
  visit_blocks(paper, [&](const PaperBlock& block) {
    if (const auto* field = std::get_if<PaperField>(&block)) fields.push_back(*field);
  });
  return fields;
}

TextTargets targets_of(const Paper& paper) {
  TextTargets targets;
  for (const Reference& entry : paper.references) targets.citations.insert(entry.key);
  int64_t figures = 0, tables = 0;
  visit_blocks(paper, [&](const PaperBlock& block) {
    if (const auto* figure = std::get_if<PaperFigure>(&block))
      targets.references["fig:" + figure->name] = ++figures;
    if (const auto* table = std::get_if<PaperTable>(&block))
      targets.references["tab:" + table->name] = ++tables;
  });
  return targets;
}

std::vector<Reference> cited_references(const Paper& paper) {
  std::set<std::string> cited;
  for (const std::string& text : texts_of(paper))
    // Without targets everything that a text points at is unknown.
    for (std::string& key : unknown_targets(parse_light_text(text), {}))
      cited.insert(std::move(key));
  std::vector<Reference> references;
  for (const Reference& entry : paper.references)
    if (cited.contains(entry.key)) references.push_back(entry);
  return references;
}

std::vector<std::string> unknown_targets(const Paper& paper) {
  const TextTargets targets = targets_of(paper);
  std::vector<std::string> lines;
  for (const PaperField& field : fields_of(paper))
    for (const std::string& target : unknown_targets(parse_light_text(field.text), targets))
      lines.push_back(
          target.starts_with('#')
              ? fmt::format("{}: [{}] is no figure or table of the report", field.field.name,
                            target)
              : fmt::format("{}: [@{}] is no entry of the references", field.field.name, target));
  return lines;
}

std::string licence_text(const std::string& licence) {
  std::string_view text = licence;
  constexpr std::string_view of_whom = "Dataset: ";
  if (text.starts_with(of_whom)) text.remove_prefix(of_whom.size());
  while (text.ends_with('.')) text.remove_suffix(1);
  return as_it_is(text);
}

int64_t words_of(const PaperField& field) {
  return count_words(plain_text(parse_light_text(field.text)));
}

int64_t printed_words_of(const PaperField& field) {
  if (!is_blank(field.text)) return words_of(field);
  return count_words(fmt::format("{}: {}", empty_field_mark, field.field.question));
}

}  // namespace pinna::report
