// The page in a ZIP that says what is where.
#pragma once

#include <string>
#include <vector>

#include "pinna/report/zip_file.h"
#include "pinna/runs/study_folder.h"

namespace pinna::report {

/// Markdown: the study in a sentence, the files that are there, how to run everything again.
/// `title` is the name of the ZIP's folder.
std::string pack_readme(const runs::StudyFolder& study, const std::string& title,
                        const std::string& report_template, const std::vector<ZipSource>& files);

}  // namespace pinna::report
