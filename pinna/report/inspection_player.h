// The controls of a case study's page.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "pinna/report/lane_labels.h"
#include "pinna/runs/inspection.h"

namespace pinna::report {

/// Sound, buttons and an overview of the recording, which stay in sight; says when a copy is
/// played, or that there is none small enough. Errors as playable_audio.
std::string player(const runs::Inspection& inspection,
                   const std::vector<runs::Disagreement>& disagreements,
                   const std::filesystem::path& recording, int64_t max_audio_bytes);

/// Which blocks and lanes are shown.
std::string filters(const runs::Inspection& inspection, const LaneLabels& labels);

/// The table of keys.
std::string keyboard_dialog();

}  // namespace pinna::report
