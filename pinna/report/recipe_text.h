// What a recipe says, in words for people.
#pragma once

#include <string>

#include "pinna/core/config.h"

namespace pinna::report {

/// The recipe of one arm of a study: the study's own settings with the arm's over them.
core::ConfigTable arm_recipe(const core::ConfigTable& study, const std::string& arm);

/// "ResNet-18 of width 0.25 [@he2016deep], 40 epochs of AdamW at 0.002".
std::string network_text(const core::ConfigTable& recipe);
/// "log-mel, 64 bands to 8000 Hz, frames of 64 ms every 32 ms at 16000 Hz", from a feature's table.
std::string feature_text(const core::ConfigTable& feature);
/// "clips of 5 s, shorter ones repeated, zeros at the ends cut off".
std::string input_text(const core::ConfigTable& recipe);
/// What an arm does with the inferences, in a clause: "median filter for each class over the scores
/// of @detector".
std::string arm_text(const core::ConfigTable& recipe);

}  // namespace pinna::report
