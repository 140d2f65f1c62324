// The arguments by which a dataset is named on the command line.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "pinna/data/clip_table.h"

namespace pinna::cli {

struct DatasetArguments {
  std::string root = "";
  std::vector<std::string> overrides = {};
};

/// Adds ROOT and --set.
void add_dataset_arguments(CLI::App& app, DatasetArguments& arguments);

/// Reads the dataset that ROOT means (data::guess_dataset) with the overrides applied.
data::ClipTable read_dataset(const DatasetArguments& arguments);

}  // namespace pinna::cli
