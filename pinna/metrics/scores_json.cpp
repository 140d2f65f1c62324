#include "pinna/metrics/scores_json.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/json_text.h"

namespace pinna::metrics {
namespace {

using Json = nlohmann::ordered_json;

Json interval_json(const Interval& interval) {
  return Json::array({interval.low, interval.high});
}

Interval interval_from(const Json& json) {
  return {.low = json.at(0).get<double>(), .high = json.at(1).get<double>()};
}

Json averages_json(const AveragedScores& scores) {
  return {{"precision", scores.precision}, {"recall", scores.recall}, {"f1", scores.f1}};
}

AveragedScores averages_from(const Json& json) {
  return {.precision = json.at("precision").get<double>(),
          .recall = json.at("recall").get<double>(),
          .f1 = json.at("f1").get<double>()};
}

Json class_json(const ClassScores& scores) {
  return {{"label", scores.label},
          {"support", scores.support},
          {"precision", scores.precision},
          {"recall", scores.recall},
          {"f1", scores.f1},
          {"recall_interval", interval_json(scores.recall_interval)}};
}

ClassScores class_from(const Json& json) {
  return {.label = json.at("label").get<std::string>(),
          .support = json.at("support").get<int64_t>(),
          .precision = json.at("precision").get<double>(),
          .recall = json.at("recall").get<double>(),
          .f1 = json.at("f1").get<double>(),
          .recall_interval = interval_from(json.at("recall_interval"))};
}

Json confusion_json(const ConfusionMatrix& confusion) {
  Json rows = Json::array();
  for (int64_t truth = 0; truth < confusion.num_classes(); ++truth) {
    Json row = Json::array();
    for (int64_t predicted = 0; predicted < confusion.num_classes(); ++predicted)
      row.push_back(confusion.at(truth, predicted));
    rows.push_back(std::move(row));
  }
  return rows;
}

ConfusionMatrix confusion_from(const Json& rows, std::vector<std::string> labels,
                               const std::string& where) {
  ConfusionMatrix confusion{.labels = std::move(labels)};
  for (const Json& row : rows)
    for (const Json& count : row) confusion.counts.push_back(count.get<int64_t>());
  const size_t cells = confusion.labels.size() * confusion.labels.size();
  if (confusion.counts.size() != cells)
    throw core::BadData(
        {.what = "confusion matrix",
         .got = fmt::format("{} cells", confusion.counts.size()),
         .expected = fmt::format("{} for {} classes", cells, confusion.labels.size()),
         .where = where});
  return confusion;
}

Json calibration_json(const CalibrationScores& scores) {
  return {
      {"bins", scores.num_bins}, {"ece", scores.ece}, {"brier", scores.brier}, {"nll", scores.nll}};
}

CalibrationScores calibration_from(const Json& json) {
  return {.num_bins = json.at("bins").get<int64_t>(),
          .ece = json.at("ece").get<double>(),
          .brier = json.at("brier").get<double>(),
          .nll = json.at("nll").get<double>()};
}

ClassificationScores read_scores(const Json& json, const std::string& where) {
  ClassificationScores scores{.num_predictions = json.at("num_predictions").get<int64_t>(),
                              .num_clips = json.at("num_clips").get<int64_t>(),
                              .level = json.at("level").get<double>(),
                              .accuracy = json.at("accuracy").get<double>(),
                              .accuracy_interval = interval_from(json.at("accuracy_interval")),
                              .top_k = json.at("top_k").get<int64_t>(),
                              .top_k_accuracy = json.at("top_k_accuracy").get<double>(),
                              .macro = averages_from(json.at("macro")),
                              .micro = averages_from(json.at("micro"))};
  std::vector<std::string> labels;
  for (const Json& row : json.at("per_class")) {
    scores.per_class.push_back(class_from(row));
    labels.push_back(scores.per_class.back().label);
  }
  scores.confusion = confusion_from(json.at("confusion"), std::move(labels), where);
  if (json.contains("calibration")) scores.calibration = calibration_from(json["calibration"]);
  return scores;
}

}  // namespace

Json to_json(const ClassificationScores& scores) {
  Json per_class = Json::array();
  for (const ClassScores& row : scores.per_class) per_class.push_back(class_json(row));
  Json json{{"schema", scores_schema},
            {"num_predictions", scores.num_predictions},
            {"num_clips", scores.num_clips},
            {"level", scores.level},
            {"accuracy", scores.accuracy},
            {"accuracy_interval", interval_json(scores.accuracy_interval)},
            {"top_k", scores.top_k},
            {"top_k_accuracy", scores.top_k_accuracy},
            {"macro", averages_json(scores.macro)},
            {"micro", averages_json(scores.micro)},
            {"per_class", std::move(per_class)},
            {"confusion", confusion_json(scores.confusion)}};
  if (scores.calibration) json["calibration"] = calibration_json(*scores.calibration);
  return json;
}

ClassificationScores scores_from_json(const Json& json, const std::string& where) {
  core::require_schema(json, scores_schema, where);
  try {
    return read_scores(json, where);
  } catch (const nlohmann::json::exception& error) {
    core::throw_bad_json(where, error.what());
  }
}

Json to_json(const MeanEstimate& estimate) {
  return {{"count", estimate.count},
          {"mean", estimate.mean},
          {"deviation", estimate.deviation ? Json(*estimate.deviation) : Json()},
          {"interval", estimate.interval ? interval_json(*estimate.interval) : Json()}};
}

}  // namespace pinna::metrics
