// A ZIP that passes every check, as files that tests change one by one.
#pragma once

#include <map>
#include <string>

#include "tests/support/example_pdf.h"

#include "pinna/report/notebook.h"

namespace pinna::test {

/// Names are relative to the folder of the ZIP. There is no SHA256SUMS.
inline std::map<std::string, std::string> example_submission() {
  const report::Notebook notebook{
      .title = "study",
      .cells = {
          {.kind = report::CellKind::markdown, .id = "title", .source = "# A study"},
          {.kind = report::CellKind::code,
           .id = "setup",
           .source = "1 + 1",
           .execution_count = 1,
           .outputs = {{.kind = report::OutputKind::result, .data = {{"text/plain", "2"}}}}}}};
  return {{"README.md", "# coursework_x\n"},
          {"report.pdf",
           example_pdf({{"Six words of a short report", "References", "Somebody, somewhere"}})},
          {"report/report.tex", "\\documentclass{article}\n"},
          {"report/report.json", R"({"template": "coursework", "word_limit": 1500})"},
          {"discussion.md", "# Discussion\n\n## Outlook\n\n<!-- What next? -->\n\nMore data.\n"},
          {"notebook.ipynb", report::notebook_json(notebook)},
          {"case-study/recording.flac", "fLaC"},
          {"case-study/ATTRIBUTION.md",
           "# The recording\n\n- Author: A. Person\n- Licence: CC BY 4.0\n"},
          {"recipes/study.toml", "name = 'study'\n[data]\nroot = '<data>'\n"},
          {"recipes/study-arm.toml", "name = 'study'\n"},
          {"results.csv", "arm,fold,seed\n"},
          {"code/main.py", "#!/usr/bin/env python3\nprint('https://example.org/home/x')\n"}};
}

}  // namespace pinna::test
