// Scores as JSON, schema "pinna.scores/1".
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "pinna/metrics/classification.h"

namespace pinna::metrics {

inline constexpr std::string_view scores_schema = "pinna.scores/1";

/// Shares and intervals in [0, 1]; the confusion matrix as rows of counts; "calibration" as {bins,
/// ece, brier, nll}, which older files lack.
nlohmann::ordered_json to_json(const ClassificationScores& scores);

/// Reads back exactly what to_json wrote; other members are passed over. BadData naming `where` for
/// another schema, missing fields, wrong types or tables of differing sizes.
ClassificationScores scores_from_json(const nlohmann::ordered_json& json, const std::string& where);

/// A mean as {count, mean, deviation, interval}; what is undefined is null.
nlohmann::ordered_json to_json(const MeanEstimate& estimate);

}  // namespace pinna::metrics
