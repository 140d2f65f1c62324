// What a recipe says, in words for people: light text in clauses without a full stop.
#pragma once

#include <string>

#include "pinna/core/config.h"
#include "pinna/runs/study_folder.h"

namespace pinna::report {

/// The resolved recipe of an arm, from the first of its runs. MissingInput if it has none.
core::ConfigTable recorded_recipe(const runs::StudyFolder& study, const std::string& arm);

/// "ResNet-18 [@he2016deep] of width 0.25".
std::string network_text(const core::ConfigTable& recipe);
/// "40 epochs of AdamW (learning rate 0.002, one cycle, batches of 16)".
std::string training_text(const core::ConfigTable& recipe);
/// "gain up to 6 dB, shifts up to 2.5 s, mixup"; "none".
std::string augmentation_text(const core::ConfigTable& recipe);
/// "log-mel, 64 mel bands, windows of 64 ms every 32 ms, 16 kHz", from a feature's table.
std::string feature_text(const core::ConfigTable& feature);
/// "clips of 5 s, shorter ones repeated, zeros at the ends cut off".
std::string input_text(const core::ConfigTable& recipe);
/// What an arm does with the inferences of others, or which network it is: "a running median for
/// each class over the scores of `detector`".
std::string arm_text(const core::ConfigTable& recipe);

/// The value of `key` as people write it; empty where it is not there.
std::string value_text(const core::ConfigTable& table, std::string_view key);

}  // namespace pinna::report
