// A trained network becomes a file that can be asked.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

#include "pinna/evaluation/detector.h"
#include "pinna/runs/run_folder.h"
#include "pinna/study/recipe.h"
#include "pinna/study/run_loaders.h"

namespace pinna::study {

/// Chooses the decoding on the validation scenes and writes the run's detector. `tagging`: what the
/// network is told.
void save_detector_of(const runs::RunFolder& run, const Recipe& recipe, const RunData& data,
                      SceneLoaders& loaders, const std::shared_ptr<models::Model>& model,
                      int64_t epoch, std::optional<evaluation::Tagging> tagging = std::nullopt);

/// Fits the temperature to the validation clips, if there are some, and writes the classifier.
void save_classifier_of(const std::filesystem::path& path, const Recipe& recipe,
                        const data::ClipInputOptions& input, const data::ClipTable& table,
                        const models::ModelOptions& options, RunLoaders& loaders,
                        const std::shared_ptr<models::Model>& model, int64_t epoch);

}  // namespace pinna::study
