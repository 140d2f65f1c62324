#include "pinna/metrics/predictions_csv.h"

#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

constexpr std::string_view clip_column = "clip";
constexpr std::string_view label_column = "label";
constexpr std::string_view predicted_column = "predicted";
constexpr std::string_view group_column = "group";
constexpr std::string_view probability_prefix = "p_";

int64_t target_of(const core::CsvTable& table, const core::CsvRow& row, size_t column,
                  const std::unordered_map<std::string, int64_t>& index_of) {
  const std::string& label = row.fields[column];
  const auto found = index_of.find(label);
  if (found == index_of.end())
    throw core::BadData(
        {.what = fmt::format("column \"{}\"", label_column),
         .got = fmt::format("\"{}\"", label),
         .expected = fmt::format("a label with a column \"{}{}\"", probability_prefix, label),
         .where = table.where(row)});
  return found->second;
}

}  // namespace

std::string to_csv(const ClipPredictions& predictions) {
  check_predictions(predictions, "predictions to write");
  std::vector<std::string> fields{std::string(clip_column), std::string(label_column),
                                  std::string(predicted_column)};
  const bool has_groups = !predictions.groups.empty();
  if (has_groups) fields.emplace_back(group_column);
  for (const std::string& label : predictions.labels)
    fields.push_back(std::string(probability_prefix) + label);
  std::string text = core::csv_line(fields);
  for (int64_t i = 0; i < predictions.num_clips(); ++i) {
    const auto index = static_cast<size_t>(i);
    fields = {predictions.clips[index],
              predictions.labels[static_cast<size_t>(predictions.targets[index])],
              predictions.labels[static_cast<size_t>(predictions.predicted(i))]};
    if (has_groups) fields.push_back(predictions.groups[index]);
    for (const float probability : predictions.row(i))
      fields.push_back(fmt::format("{:.9g}", probability));
    text += core::csv_line(fields);
  }
  return text;
}

ClipPredictions predictions_from_csv(const core::CsvTable& table) {
  const size_t clip = table.column(clip_column);
  const size_t label = table.column(label_column);
  const auto group = table.find_column(group_column);
  ClipPredictions predictions;
  std::vector<size_t> columns;
  std::unordered_map<std::string, int64_t> index_of;
  for (size_t i = 0; i < table.header.size(); ++i) {
    if (!table.header[i].starts_with(probability_prefix)) continue;
    const std::string name = table.header[i].substr(probability_prefix.size());
    index_of.emplace(name, predictions.num_classes());
    predictions.labels.push_back(name);
    columns.push_back(i);
  }
  for (const core::CsvRow& row : table.rows) {
    predictions.clips.push_back(row.fields[clip]);
    if (group) predictions.groups.push_back(row.fields[*group]);
    predictions.targets.push_back(target_of(table, row, label, index_of));
    for (const size_t column : columns)
      predictions.probabilities.push_back(static_cast<float>(table.number(row, column)));
  }
  check_predictions(predictions, table.source);
  return predictions;
}

ClipPredictions read_predictions(const std::filesystem::path& path) {
  return predictions_from_csv(core::read_csv(path));
}

}  // namespace pinna::metrics
