// The record of a case study as JSON: inspection.json of its folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "pinna/runs/inspection.h"
#include "pinna/runs/label_sharing.h"

namespace pinna::runs {

/// Everything but frame scores, with disagreements, scores of views and the labels that not all
/// views know ("pinna.inspection/1").
nlohmann::ordered_json to_json(const Inspection& inspection);

/// The inverse: of the frame scores only labels and frame_seconds. BadData naming `where`; names of
/// views and of the recording are safe as names of files.
Inspection inspection_from_json(const nlohmann::ordered_json& json, const std::string& where);

/// Whether a view may be called so: letters, digits and - _ . + only, no dot first, 1 to 64 of
/// them.
bool is_view_name(std::string_view name);

/// InvalidOptions for names that are equal, in letters of either case, or no view's.
void require_view_names(const std::vector<std::string>& names);

/// The labels of each view.
std::vector<NamedLabels> labels_of_views(const Inspection& inspection);

}  // namespace pinna::runs
