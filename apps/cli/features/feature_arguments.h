// The arguments by which a feature and its settings are named on the command line.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "pinna/core/config.h"

namespace pinna::cli {

struct FeatureArguments {
  std::string name = "";
  std::string preset = "";
  std::vector<std::string> overrides = {};
};

/// Adds --preset and --set.
void add_feature_settings(CLI::App& app, FeatureArguments& arguments);

/// InvalidOptions unless the name of an output ends in .npy.
void require_npy(const std::filesystem::path& output);

/// The table that features::parse_feature and explain_feature read.
core::ConfigTable feature_table(const FeatureArguments& arguments);

}  // namespace pinna::cli
