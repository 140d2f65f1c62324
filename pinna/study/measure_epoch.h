// What an epoch of a training costs on this machine, found out by training a little.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "pinna/study/recipe.h"

namespace pinna::study {

struct EpochCost {
  double seconds_per_epoch = 0;
  double seconds_before = 0;  ///< until the first step: data read, statistics fitted
};

/// The middle one of several times, of an even number the upper middle one.
double median_seconds(std::vector<double> seconds);

/// Trains for about `seconds` after the first step, at least three steps more, in a temporary
/// folder of which nothing stays and without telling trackers. Where two epochs fit, the cost is
/// their median without the first, which also decodes the clips; otherwise that of the median step,
/// times the steps of an epoch, and a third of that for each validation clip (a pass forward
/// without one backward). Throws as train_run; core::Interrupted if a stop is requested.
EpochCost measure_epoch(const Recipe& recipe, double seconds,
                        const std::function<bool()>& stop_requested = {});

/// "pinna.epoch-cost/1" without its schema.
nlohmann::ordered_json to_json(const EpochCost& cost);
/// BadData naming `where` if it is none.
EpochCost epoch_cost_from_json(const nlohmann::ordered_json& json, const std::string& where);

}  // namespace pinna::study
