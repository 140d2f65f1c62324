// What the files of classifiers and detectors have in common: how a network is fed, and how scores
// become events. For their sources only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/options.h"
#include "pinna/core/safetensors.h"
#include "pinna/evaluation/network_metadata.h"
#include "pinna/features/feature.h"
#include "pinna/models/make_model.h"
#include "pinna/models/weights.h"

namespace pinna::evaluation {

template <class Options>
nlohmann::ordered_json json_of(const Options& options) {
  return core::to_json(core::to_config(options));
}

/// Options of each class, as a metadata entry.
template <class Options>
nlohmann::ordered_json json_of_classes(const std::vector<Options>& options) {
  auto json = nlohmann::ordered_json::array();
  for (const Options& of_class : options) json.push_back(json_of(of_class));
  return json;
}

/// BadData for another number of entries.
template <class Entry>
void require_one_for_each(const std::vector<Entry>& entries, size_t num_classes,
                          const std::string& key, const std::string& where) {
  if (entries.size() != num_classes)
    throw core::BadData({.what = "metadata entry \"" + key + "\"",
                         .got = std::to_string(entries.size()) + " entries",
                         .expected = std::to_string(num_classes) + ", one for each class",
                         .where = where});
}

/// The inverse of json_of_classes; BadData for another number of classes.
template <class Options>
std::vector<Options> read_of_classes(const NetworkMetadata& metadata, const std::string& key,
                                     size_t num_classes) {
  std::vector<Options> options;
  for (const nlohmann::ordered_json& entry : metadata.json(key))
    options.push_back(
        core::parse_options<Options>(core::from_json(entry, metadata.where() + ": " + key)));
  require_one_for_each(options, num_classes, key, metadata.where());
  return options;
}

/// Weights, and as metadata the schema and labels, input, feature, statistics, model and epoch.
template <class Network>
core::SafeTensors network_file(const Network& network, const char* schema) {
  core::SafeTensors file = models::weights_of(*network.model);
  file.metadata = {{"schema", schema},
                   {"labels", nlohmann::ordered_json(network.labels).dump()},
                   {"input", json_of(network.input).dump()},
                   {"feature", json_of(network.feature).dump()},
                   {"mean", nlohmann::ordered_json(network.statistics.mean).dump()},
                   {"deviation", nlohmann::ordered_json(network.statistics.deviation).dump()},
                   {"model", json_of(network.model_options).dump()},
                   {"epoch", std::to_string(network.epoch)}};
  return file;
}

/// The inverse for the metadata alone.
template <class Network>
Network read_description(const NetworkMetadata& metadata) {
  Network network;
  network.labels = metadata.value<std::vector<std::string>>("labels");
  network.input = core::parse_options<decltype(network.input)>(metadata.table("input"));
  network.feature = features::parse_feature(metadata.table("feature"));
  network.statistics = {.mean = metadata.value<std::vector<float>>("mean"),
                        .deviation = metadata.value<std::vector<float>>("deviation")};
  network.model_options = core::parse_options<models::ModelOptions>(metadata.table("model"));
  network.epoch = metadata.value<int64_t>("epoch");
  return network;
}

/// Makes the described network with the file's weights; BadData naming `where` if they do not fit.
template <class Network>
void load_model(Network& network, const core::SafeTensors& file, const std::string& where,
                int64_t num_conditions = 0) {
  constexpr uint64_t any_seed = 0;  // initial weights are overwritten at once
  const auto feature = features::make_feature(network.feature);
  require_statistics(network.statistics, feature->num_bins(), where);
  network.model = models::make_model(network.model_options,
                                     {.in_channels = feature->num_channels(),
                                      .num_classes = std::ssize(network.labels),
                                      .num_conditions = num_conditions},
                                     any_seed);
  models::load_weights(*network.model, file, where);
}

/// Puts a file into another: its tensors as "NAME/...", its metadata as the entry NAME.
inline void nest(core::SafeTensors& file, const std::string& name, core::SafeTensors part) {
  for (auto& [tensor, array] : part.tensors)
    file.tensors.emplace(name + "/" + tensor, std::move(array));
  file.metadata[name] = nlohmann::ordered_json(part.metadata).dump();
}

/// The inverse, which takes the tensors out of the file.
inline core::SafeTensors take_nested(core::SafeTensors& file, const NetworkMetadata& metadata,
                                     const std::string& name) {
  core::SafeTensors part;
  for (const auto& [key, text] : metadata.value<std::map<std::string, std::string>>(name))
    part.metadata[key] = text;
  for (auto tensor = file.tensors.begin(); tensor != file.tensors.end();) {
    if (!tensor->first.starts_with(name + "/")) {
      ++tensor;
      continue;
    }
    part.tensors.emplace(tensor->first.substr(name.size() + 1), std::move(tensor->second));
    tensor = file.tensors.erase(tensor);
  }
  return part;
}

/// Calls `read`; options in the file that make no sense are damage of the file.
template <class Read>
auto as_damage_of(const std::filesystem::path& path, const Read& read) {
  try {
    return read();
  } catch (const core::InvalidOptions& error) {
    core::ErrorParts parts = error.parts();
    parts.where = path.string();
    throw core::BadData(std::move(parts));
  }
}

}  // namespace pinna::evaluation
