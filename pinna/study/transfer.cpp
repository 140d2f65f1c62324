#include "pinna/study/transfer.h"

#include <set>
#include <vector>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/detector.h"
#include "pinna/models/model.h"
#include "pinna/models/weights.h"
#include "pinna/study/parts.h"

namespace pinna::study {
namespace {

/// Of a classifier or a detector.
template <class Network>
Beginning beginning_with(const Network& network, const Recipe& recipe, std::string where) {
  if (network.feature != recipe.feature)
    throw core::InvalidOptions({.what = "feature",
                                .got = "another one than that of the network to begin with",
                                .expected = "the same",
                                .where = where});
  return {.weights = models::weights_of(*network.model),
          .statistics = network.statistics,
          .where = std::move(where)};
}

}  // namespace

std::optional<Beginning> beginning_of(const Recipe& recipe, const std::filesystem::path& run) {
  if (recipe.transfer.from.empty()) return std::nullopt;
  const Part part = part_of(recipe, "transfer.from");
  const runs::RunFolder folder = open_part(part, recipe, run);
  const std::filesystem::path file = network_of(part, folder);
  return detects_events(parse_recipe(folder.recipe()))
             ? beginning_with(evaluation::load_detector(file), recipe, file.string())
             : beginning_with(evaluation::load_classifier(file), recipe, file.string());
}

void begin_with(models::Model& model, const Beginning& beginning, const Recipe& recipe) {
  const std::vector<std::string> loaded =
      models::load_shared_weights(model, beginning.weights, beginning.where);
  if (!recipe.transfer.freeze) return;
  std::set<std::string> layers;
  for (const std::string& name : loaded) layers.insert(name.substr(0, name.find('.')));
  const std::set<std::string> all(loaded.begin(), loaded.end());
  for (const auto& item : model.named_parameters())
    if (layers.contains(item.key().substr(0, item.key().find('.'))) && !all.contains(item.key()))
      throw core::InvalidOptions({.what = "layer to keep as it is",
                                  .got = item.key() + " of another shape than in the other network",
                                  .expected = "layers of the same shapes",
                                  .where = beginning.where,
                                  .fix = "give both networks the same options or do not freeze"});
  model.freeze({layers.begin(), layers.end()});
}

}  // namespace pinna::study
