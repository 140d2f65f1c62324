// What lies where in the ZIP of a coursework, below its one folder:
//
//     README.md             what is where, and how to run it again
//     report.pdf
//     report/               report.tex, references.bib, figures/, report.json
//     discussion.md         the author's own words
//     notebook.ipynb
//     case-study/           recording, ATTRIBUTION.md, events/, scores/, figures/, index.html
//     recipes/              study.toml and the resolved recipe of each arm
//     results.csv
//     comparisons.json
//     code/                 what --code named
//     SHA256SUMS
#pragma once

#include <string_view>

namespace pinna::report::layout {

inline constexpr std::string_view readme = "README.md";
inline constexpr std::string_view report_pdf = "report.pdf";
inline constexpr std::string_view report_folder = "report/";
inline constexpr std::string_view report_json = "report/report.json";
inline constexpr std::string_view discussion = "discussion.md";
inline constexpr std::string_view notebook = "notebook.ipynb";
inline constexpr std::string_view case_study_folder = "case-study/";
inline constexpr std::string_view inspection = "case-study/inspection.json";
inline constexpr std::string_view attribution = "case-study/ATTRIBUTION.md";
inline constexpr std::string_view recipes_folder = "recipes/";
inline constexpr std::string_view results = "results.csv";
inline constexpr std::string_view comparisons = "comparisons.json";
inline constexpr std::string_view code_folder = "code/";
inline constexpr std::string_view checksums = "SHA256SUMS";

}  // namespace pinna::report::layout
