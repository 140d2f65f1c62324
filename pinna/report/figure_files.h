// The figures of a study or run as files, for papers and slides.
#pragma once

#include <filesystem>
#include <vector>

#include "pinna/report/findings.h"

namespace pinna::report {

/// Writes learning_curves, confusion_matrix, class_bars and reliability, each as .png, .svg and
/// .pdf, into `folder` (made if needed), below a folder for each arm where there are several, whose
/// differences are drawn beside these folders. Returns the files. IoError without gnuplot.
std::vector<std::filesystem::path> write_figures(const Findings& findings,
                                                 const std::filesystem::path& folder);

}  // namespace pinna::report
