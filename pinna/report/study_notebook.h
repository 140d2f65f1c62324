// A study as a notebook for Jupyter: what was asked and done, the results and what they prove, and
// the case study, in cells that read the study's folder with the Python module `pinna`.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "pinna/report/jupyter.h"
#include "pinna/report/notebook.h"
#include "pinna/runs/study_folder.h"

namespace pinna::report {

struct StudyNotebookOptions {
  std::string title = "";                 ///< empty: the name of the study
  std::string author = "";                ///< empty: not named
  std::filesystem::path case_study = {};  ///< folder of `pinna inspect`; empty: none
};

/// Not executed. Its cells find the study by the environment variable PINNA_STUDY, else by its path
/// from `folder`, in which the notebook will lie; the case study by PINNA_CASE likewise. No path in
/// it is absolute. Studies that classify clips, detect events or do both get the cells that fit.
/// MissingInput if no run is evaluated yet, or there is no case study where one is named.
Notebook study_notebook(const runs::StudyFolder& study, const std::filesystem::path& folder,
                        const StudyNotebookOptions& options = {});

struct WrittenNotebook {
  bool is_executed = false;
  std::string note = "";  ///< why it is not executed, and what to do; or which cells failed
};

/// Writes study_notebook() to `file` and executes it there, where Jupyter is: `jupyter` empty means
/// not to. Outputs are freed of what names this machine. Where it cannot be executed the file is
/// there without outputs and the note says why. Interrupted as executed_notebook() throws it; the
/// file is then whole, without outputs.
WrittenNotebook write_study_notebook(const runs::StudyFolder& study,
                                     const std::filesystem::path& file,
                                     const StudyNotebookOptions& options,
                                     const std::optional<Jupyter>& jupyter);

}  // namespace pinna::report
