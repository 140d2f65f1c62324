#include "pinna/metrics/event_scores.h"

#include <array>

#include <nlohmann/json.hpp>

namespace pinna::metrics {
namespace {

using Json = nlohmann::ordered_json;
using Score = std::optional<double> EventScores::*;

std::optional<double> share(int64_t part, int64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

/// Per reference unit. Nothing to count is no error; something against no reference has no rate.
std::optional<double> rate(int64_t errors, int64_t reference) {
  return errors == 0 ? 0.0 : share(errors, reference);
}

std::optional<double> f_measure(const std::optional<double>& precision,
                                const std::optional<double>& recall) {
  if (!precision || !recall) return std::nullopt;
  const double sum = *precision + *recall;
  return sum == 0 ? 0.0 : 2 * *precision * *recall / sum;
}

std::optional<double> sum(const std::optional<double>& a, const std::optional<double>& b) {
  if (!a || !b) return std::nullopt;
  return *a + *b;
}

Json json_of(const std::optional<double>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json json_of(const EventScores& scores, CountedUnits units, bool with_substitutions) {
  Json error_rate = {{"error_rate", json_of(scores.error_rate)}};
  if (with_substitutions) error_rate["substitution_rate"] = json_of(scores.substitution_rate);
  error_rate["deletion_rate"] = json_of(scores.deletion_rate);
  error_rate["insertion_rate"] = json_of(scores.insertion_rate);
  Json accuracy = Json::object();
  if (units == CountedUnits::segments)
    accuracy = {{"accuracy", json_of(scores.accuracy)},
                {"balanced_accuracy", json_of(scores.balanced_accuracy)},
                {"sensitivity", json_of(scores.sensitivity)},
                {"specificity", json_of(scores.specificity)}};
  return {{"f_measure",
           {{"f_measure", json_of(scores.f_measure)},
            {"precision", json_of(scores.precision)},
            {"recall", json_of(scores.recall)}}},
          {"error_rate", std::move(error_rate)},
          {"accuracy", std::move(accuracy)}};
}

EventScores mean_of(const std::vector<EventScores>& class_wise) {
  constexpr std::array<Score, 10> averaged{
      &EventScores::f_measure,   &EventScores::precision,     &EventScores::recall,
      &EventScores::error_rate,  &EventScores::deletion_rate, &EventScores::insertion_rate,
      &EventScores::sensitivity, &EventScores::specificity,   &EventScores::balanced_accuracy,
      &EventScores::accuracy};
  EventScores mean;
  for (const Score score : averaged) {
    double sum = 0;
    int64_t defined = 0;
    for (const EventScores& scores : class_wise)
      if (scores.*score) {
        sum += *(scores.*score);
        ++defined;
      }
    if (defined > 0) mean.*score = sum / static_cast<double>(defined);
  }
  return mean;
}

}  // namespace

EventScores score(const EventCounts& counts, CountedUnits units, EmptyEstimates empty) {
  EventScores scores;
  scores.precision = share(counts.hits, counts.estimated);
  if (!scores.precision && empty == EmptyEstimates::zero_score) scores.precision = 0.0;
  scores.recall = share(counts.hits, counts.reference);
  scores.f_measure = f_measure(scores.precision, scores.recall);
  scores.substitution_rate = rate(counts.substitutions, counts.reference);
  scores.deletion_rate = rate(counts.deletions, counts.reference);
  scores.insertion_rate = rate(counts.insertions, counts.reference);
  scores.error_rate =
      sum(sum(scores.substitution_rate, scores.deletion_rate), scores.insertion_rate);
  if (units == CountedUnits::events) return scores;

  const int64_t others = counts.rejections + counts.estimated - counts.hits;
  const int64_t wrong = counts.reference + counts.estimated - 2 * counts.hits;
  scores.sensitivity = share(counts.hits, counts.reference).value_or(0);
  scores.specificity = share(counts.rejections, others).value_or(0);
  scores.balanced_accuracy = (*scores.sensitivity + *scores.specificity) / 2;
  const int64_t right = counts.hits + counts.rejections;
  scores.accuracy = share(right, right + wrong).value_or(0);
  return scores;
}

EventScoreTable score(const EventTally& tally, std::vector<std::string> labels, CountedUnits units,
                      EmptyEstimates empty) {
  EventScoreTable table{.labels = std::move(labels), .tally = tally};
  table.tally.class_wise.resize(table.labels.size());
  table.overall = score(tally.overall, units, empty);
  for (const EventCounts& counts : table.tally.class_wise)
    table.class_wise.push_back(score(counts, units, empty));
  table.class_wise_average = mean_of(table.class_wise);
  return table;
}

Json to_json(const EventScoreTable& table, CountedUnits units) {
  Json class_wise = Json::object();
  for (size_t i = 0; i < table.labels.size(); ++i) {
    Json& entry = class_wise[table.labels[i]];
    entry = json_of(table.class_wise[i], units, false);
    entry["count"] = {{"Nref", table.tally.class_wise[i].reference},
                      {"Nsys", table.tally.class_wise[i].estimated}};
  }
  return {{"overall", json_of(table.overall, units, true)},
          {"class_wise", std::move(class_wise)},
          {"class_wise_average", json_of(table.class_wise_average, units, false)}};
}

}  // namespace pinna::metrics
