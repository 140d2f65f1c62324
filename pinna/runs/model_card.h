// The README.md of a run: a model card that Hugging Face's hub understands and a person can trust.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "pinna/core/config.h"
#include "pinna/runs/environment.h"
#include "pinna/runs/run_scores.h"

namespace pinna::runs {

/// Markdown with YAML front matter (license, library_name, tags, datasets, metrics, pipeline_tag,
/// model-index). States the interval beside the score, how the epoch was chosen, what the model was
/// not tested for, and first of all why the numbers are unsafe if they are.
std::string model_card(const core::ConfigTable& recipe, const Environment& environment,
                       const RunScores& scores);

/// The same of a network that detects events; `scores` as RunFolder::event_scores.
std::string event_model_card(const core::ConfigTable& recipe, const Environment& environment,
                             const nlohmann::ordered_json& scores);

}  // namespace pinna::runs
