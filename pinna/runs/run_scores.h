// What scores.json holds: the numbers and how they came about.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "pinna/metrics/classification.h"
#include "pinna/runs/protocol.h"

namespace pinna::runs {

struct RunScores {
  metrics::ClassificationScores scores = {};
  Protocol protocol = {};
  bool operator==(const RunScores&) const = default;
};

/// The scores (schema "pinna.scores/1") with a member "protocol".
nlohmann::ordered_json to_json(const RunScores& scores);
/// BadData naming `where` for another schema, missing fields or wrong types.
RunScores run_scores_from_json(const nlohmann::ordered_json& json, const std::string& where);

}  // namespace pinna::runs
