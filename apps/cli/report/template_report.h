// pinna report STUDY --template NAME: the paper that a course asks for.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>

#include "apps/cli/console.h"

#include "pinna/core/options.h"

namespace pinna::cli {

enum class ReportTemplate { practical_1, practical_2, coursework };

struct TemplateArguments {
  std::filesystem::path study;
  ReportTemplate chosen = ReportTemplate::coursework;
  std::filesystem::path output;      ///< empty: report/TEMPLATE in the study
  std::filesystem::path case_study;  ///< of pinna inspect; empty: the one that is there, or none
  std::string author;                ///< empty: as the last time
  std::string title;                 ///< empty: the template's
  int64_t words = 1500;
  bool watch = false;
  bool no_notebook = false;
};

/// Writes the report's folder, and with `watch` again whenever the author's files change, until
/// interrupted. BadData where LaTeX stops at an error, everything else being written.
void write_template_report(const TemplateArguments& arguments, Console& console);

}  // namespace pinna::cli

template <>
struct pinna::core::EnumNames<pinna::cli::ReportTemplate> {
  using Template = cli::ReportTemplate;
  static constexpr std::array names{std::pair{Template::practical_1, "practical-1"},
                                    std::pair{Template::practical_2, "practical-2"},
                                    std::pair{Template::coursework, "coursework"}};
};
