#include "pinna/report/practical_sections.h"

#include <algorithm>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::report {
namespace {

std::string audit_text(const std::vector<std::string>& findings) {
  constexpr size_t most = 4;
  if (findings.empty()) return "`pinna data audit` found nothing that bends results.";
  std::string text = "`pinna data audit` found:\n\n";
  for (size_t i = 0; i < std::min(findings.size(), most); ++i)
    text += fmt::format("- {}\n", as_it_is(findings[i]));
  if (findings.size() > most) text += fmt::format("- and {} more.\n", findings.size() - most);
  return text;
}

std::string facts_text(const DatasetFacts& data) {
  std::string text =
      fmt::format("{}{}: {} clips of {} classes, {:.0f} minutes", as_it_is(data.name),
                  data.name.starts_with("esc") ? " [@piczak2015esc]" : "", data.num_clips,
                  data.num_classes, data.total_seconds / 60);
  if (data.num_sources > 0)
    text += fmt::format(", cut from {} source recordings", data.num_sources);
  if (data.num_folds > 0) text += fmt::format(", in {} folds", data.num_folds);
  text += ".";
  if (!data.formats.empty()) text += fmt::format(" Files: {}.", as_it_is(data.formats));
  text += data.licence.empty() ? " The data set states no licence."
                               : fmt::format(" Licence: {}.", licence_text(data.licence));
  for (const std::string& warning : data.warnings) text += " " + as_it_is(warning);
  return text;
}

}  // namespace

PaperSection data_section(const PracticalMaterial& material) {
  PaperSection section{.title = "Data"};
  std::string text = material.dataset ? facts_text(*material.dataset)
                                      : "The data set could not be read when this was written.";
  text +=
      " Clips of one source recording stay in one fold, so that no network is tested on a "
      "recording "
      "that it has heard.";
  section.blocks.push_back(PaperText{text});
  if (material.dataset && material.dataset->audit)
    section.blocks.push_back(PaperText{audit_text(*material.dataset->audit)});
  return section;
}

PaperField author_field(const std::vector<AuthorField>& fields, const std::string& name,
                        const Discussion& discussion) {
  const auto found = std::ranges::find(fields, name, &AuthorField::name);
  if (found == fields.end()) throw core::Bug({.what = "a field of no template", .got = name});
  const auto text = discussion.find(name);
  return {*found, text == discussion.end() ? "" : text->second};
}

core::ConfigTable recipe_of(const ArmFindings& arm) {
  return runs::RunFolder::open(arm.runs.front().folder).recipe();
}

std::string in_per_cent(double share) {
  return fmt::format("{:.1f}", 100 * share);
}

}  // namespace pinna::report
