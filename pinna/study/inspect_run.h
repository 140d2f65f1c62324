// What the networks of a trained run say of any recording.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pinna/evaluation/window_options.h"
#include "pinna/runs/inspection.h"
#include "pinna/runs/run_folder.h"

namespace pinna::study {

/// One view of a classifier or a detector, two of a joint run: the detector's, called `name`, and
/// the classifier's, called `name`-tagger. Classifiers are asked about windows, and their
/// probabilities decoded at one half. MissingInput if the run has no network yet; BadData naming
/// the recording if it cannot be read or is too short; InvalidOptions for a detector that needs the
/// labels of what it hears.
std::vector<runs::ModelView> views_of_run(const runs::RunFolder& run, const std::string& name,
                                          const std::filesystem::path& recording,
                                          const evaluation::WindowOptions& windows);

/// "study, arm, fold and seed" of a run of a study, else the folder's name: no path of a machine.
std::string run_title(const std::filesystem::path& run);
/// The arm of a run of a study, else the folder's name, as far as a view may be called so.
std::string view_name_of(const std::filesystem::path& run);

}  // namespace pinna::study
