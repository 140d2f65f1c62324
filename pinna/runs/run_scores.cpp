#include "pinna/runs/run_scores.h"

#include <nlohmann/json.hpp>

#include "pinna/core/json_text.h"
#include "pinna/metrics/scores_json.h"

namespace pinna::runs {

nlohmann::ordered_json to_json(const RunScores& scores) {
  auto json = metrics::to_json(scores.scores);
  json["protocol"] = to_json(scores.protocol);
  return json;
}

RunScores run_scores_from_json(const nlohmann::ordered_json& json, const std::string& where) {
  RunScores scores{.scores = metrics::scores_from_json(json, where)};
  const auto protocol = json.find("protocol");
  if (protocol == json.end()) core::throw_bad_json(where, "no member \"protocol\"");
  scores.protocol = protocol_from_json(*protocol, where);
  return scores;
}

}  // namespace pinna::runs
