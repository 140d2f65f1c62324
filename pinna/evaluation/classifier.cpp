#include "pinna/evaluation/classifier.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/options.h"
#include "pinna/core/safetensors.h"
#include "pinna/features/feature.h"
#include "pinna/models/make_model.h"
#include "pinna/models/weights.h"

namespace pinna::evaluation {
namespace {

using nlohmann::ordered_json;

constexpr const char* kSchema = "pinna.classifier/2";
constexpr uint64_t kAnySeed = 0;  // initial weights are overwritten at once

template <class Options>
std::string json_text(const Options& options) {
  return core::to_json(core::to_config(options)).dump();
}

/// The metadata of a classifier file, each entry parsed on demand.
class Metadata {
 public:
  using StringMap = std::map<std::string, std::string, std::less<>>;

  Metadata(const StringMap& entries, std::string where)
      : entries_(entries), where_(std::move(where)) {
    if (text("schema") != kSchema)
      throw core::BadData({.what = "not a classifier of this program",
                           .got = text("schema"),
                           .expected = kSchema,
                           .where = where_});
  }

  bool has(const std::string& key) const { return entries_.contains(key); }
  ordered_json json(const std::string& key) const {
    try {
      return ordered_json::parse(text(key));
    } catch (const ordered_json::exception& error) {
      throw bad_entry(key, error.what());
    }
  }
  core::ConfigTable table(const std::string& key) const {
    return core::from_json(json(key), where_ + ": " + key);
  }
  template <class T>
  T value(const std::string& key) const {
    try {
      return json(key).get<T>();
    } catch (const ordered_json::exception& error) {
      throw bad_entry(key, error.what());
    }
  }

 private:
  core::BadData bad_entry(const std::string& key, const char* problem) const {
    return core::BadData({.what = "metadata entry \"" + key + "\": " + problem, .where = where_});
  }
  std::string text(const std::string& key) const {
    const auto found = entries_.find(key);
    return found == entries_.end() ? "nothing" : found->second;
  }

  const StringMap& entries_;
  std::string where_;
};

void require_statistics(const features::BinStatistics& statistics, int64_t num_bins,
                        const std::string& where) {
  const auto fail = [&](std::string got, std::string expected) {
    throw core::BadData({.what = "statistics of the feature",
                         .got = std::move(got),
                         .expected = std::move(expected),
                         .where = where});
  };
  for (const auto* values : {&statistics.mean, &statistics.deviation})
    if (std::ssize(*values) != num_bins)
      fail(fmt::format("{} values", values->size()), fmt::format("{}, one for each bin", num_bins));
  const auto is_finite = [](float value) { return std::isfinite(value); };
  if (!std::ranges::all_of(statistics.mean, is_finite) ||
      !std::ranges::all_of(statistics.deviation,
                           [&](float value) { return is_finite(value) && value > 0; }))
    fail("values that no feature has", "finite means and positive deviations");
}

/// Files written before temperatures were have none.
double read_temperature(const Metadata& metadata, const std::string& where) {
  if (!metadata.has("temperature")) return 1;
  const auto temperature = metadata.value<double>("temperature");
  if (std::isfinite(temperature) && temperature > 0) return temperature;
  throw core::BadData({.what = "temperature of the probabilities",
                       .got = fmt::format("{}", temperature),
                       .expected = "a positive number",
                       .where = where});
}

Classifier read_classifier(const std::filesystem::path& path) {
  const core::SafeTensors file = core::read_safetensors(path);
  const Metadata metadata(file.metadata, path.string());
  Classifier classifier{
      .labels = metadata.value<std::vector<std::string>>("labels"),
      .input = core::parse_options<data::ClipInputOptions>(metadata.table("input")),
      .feature = features::parse_feature(metadata.table("feature")),
      .statistics = {.mean = metadata.value<std::vector<float>>("mean"),
                     .deviation = metadata.value<std::vector<float>>("deviation")},
      .model_options = core::parse_options<models::ModelOptions>(metadata.table("model")),
      .evaluation = core::parse_options<EvaluationOptions>(metadata.table("evaluation")),
      .temperature = read_temperature(metadata, path.string()),
      .epoch = metadata.value<int64_t>("epoch")};
  const auto feature = features::make_feature(classifier.feature);
  require_statistics(classifier.statistics, feature->num_bins(), path.string());
  classifier.model = models::make_model(
      classifier.model_options,
      {.in_channels = feature->num_channels(), .num_classes = std::ssize(classifier.labels)},
      kAnySeed);
  models::load_weights(*classifier.model, file, path.string());
  return classifier;
}

}  // namespace

core::SafeTensors to_safetensors(const Classifier& classifier) {
  core::SafeTensors file = models::weights_of(*classifier.model);
  file.metadata = {{"schema", kSchema},
                   {"labels", ordered_json(classifier.labels).dump()},
                   {"input", json_text(classifier.input)},
                   {"feature", json_text(classifier.feature)},
                   {"mean", ordered_json(classifier.statistics.mean).dump()},
                   {"deviation", ordered_json(classifier.statistics.deviation).dump()},
                   {"model", json_text(classifier.model_options)},
                   {"evaluation", json_text(classifier.evaluation)},
                   {"temperature", ordered_json(classifier.temperature).dump()},
                   {"epoch", std::to_string(classifier.epoch)}};
  return file;
}

void save_classifier(const Classifier& classifier, const std::filesystem::path& path) {
  core::write_safetensors(path, to_safetensors(classifier));
}

Classifier load_classifier(const std::filesystem::path& path) {
  try {
    return read_classifier(path);
  } catch (const core::InvalidOptions& error) {
    core::ErrorParts parts = error.parts();
    parts.where = path.string();
    throw core::BadData(std::move(parts));
  }
}

}  // namespace pinna::evaluation
