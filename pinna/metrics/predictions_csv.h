// Predictions as a table, one row a clip:
//
//     clip,label,predicted,group,p_dog,p_rain
//     1-100032-A-0.wav,dog,rain,100032,0.25,0.75
#pragma once

#include <filesystem>
#include <string>

#include "pinna/core/csv.h"
#include "pinna/metrics/predictions.h"

namespace pinna::metrics {

/// Probabilities have nine digits, which identify every float exactly.
std::string to_csv(const ClipPredictions& predictions);

/// Reads back exactly what to_csv wrote, and tables of other programs with these columns: `label`
/// is the true class, every column `p_<label>` a class; `predicted` and `group`, the source
/// recording, are not needed. BadData with
/// file and line for missing columns, unknown labels and impossible probabilities.
ClipPredictions predictions_from_csv(const core::CsvTable& table);
ClipPredictions read_predictions(const std::filesystem::path& path);

}  // namespace pinna::metrics
