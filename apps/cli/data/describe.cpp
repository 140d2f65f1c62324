// pinna data describe ROOT
#include "pinna/data/describe.h"

#include <memory>
#include <numeric>
#include <string>

#include "apps/cli/commands.h"
#include "apps/cli/data/dataset_arguments.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "pinna/core/progress.h"
#include "pinna/core/text_table.h"

namespace pinna::cli {
namespace {

/// "40", or "40 of 44100 Hz, 3 of 48000 Hz" where clips differ.
template <class Key>
std::string mixture(const std::map<Key, int64_t>& counts, const std::string& unit) {
  if (counts.size() == 1) return fmt::format("{}{}", counts.begin()->first, unit);
  std::vector<std::string> parts;
  for (const auto& [key, count] : counts)
    parts.push_back(fmt::format("{} clips {}{}", count, key, unit));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string summary(const data::DatasetDescription& description) {
  core::TextTable table({{description.name}, {description.root}});
  table.add_row({"licence", description.licence.empty() ? "not stated" : description.licence});
  table.add_row({"clips", fmt::format("{} of {} classes from {} sources", description.num_clips,
                                      description.labels.size(), description.num_groups)});
  table.add_row({"folds", core::enum_name(description.fold_origin)});
  table.add_row({"length", fmt::format("{:.3g} to {:.3g} s, median {:.3g} s, {} in all",
                                       description.seconds.minimum, description.seconds.maximum,
                                       description.seconds.median,
                                       core::format_duration(description.total_seconds))});
  table.add_row({"files", fmt::format("{}, {:.1f} MB", description.num_files,
                                      static_cast<double>(description.total_bytes) / 1e6)});
  table.add_row({"format", mixture(description.formats, "")});
  table.add_row({"sample rate", mixture(description.sample_rates, " Hz")});
  table.add_row({"channels", mixture(description.channels, "")});
  return table.to_string();
}

/// Clips by class and fold.
std::string class_counts(const data::DatasetDescription& description) {
  const bool has_folds = description.folds.size() > 1;
  std::vector<core::TextColumn> columns = {{"class"}};
  if (has_folds)
    for (const int64_t fold : description.folds)
      columns.push_back({fmt::format("fold {}", fold), core::Align::right});
  columns.push_back({"all", core::Align::right});
  core::TextTable table(columns);
  for (size_t label = 0; label < description.labels.size(); ++label) {
    const auto& counts = description.counts[label];
    std::vector<std::string> cells = {description.labels[label]};
    if (has_folds)
      for (const int64_t count : counts) cells.push_back(fmt::format("{}", count));
    cells.push_back(fmt::format("{}", std::accumulate(counts.begin(), counts.end(), int64_t{0})));
    table.add_row(std::move(cells));
  }
  return table.to_string();
}

void describe(const DatasetArguments& arguments, Console& console) {
  const data::DatasetDescription description = data::describe(read_dataset(arguments));
  std::string text = summary(description) + "\n" + class_counts(description);
  for (const std::string& warning : description.warnings)
    text += fmt::format("\nwarning: {}\n", warning);
  console.report("data.describe", data::to_json(description), text);
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<DatasetArguments>();
  add_dataset_arguments(app, *arguments);
  return [arguments](Console& console) { describe(*arguments, console); };
}

}  // namespace

Command data_describe_command() {
  return {{"data describe", "Shows classes, folds, lengths, formats and licence of a dataset",
           "pinna data describe ESC-50-master"},
          configure};
}

}  // namespace pinna::cli
