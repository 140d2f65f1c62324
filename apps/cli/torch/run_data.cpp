#include "apps/cli/torch/run_data.h"

#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/options.h"
#include "pinna/study/recipe.h"
#include "pinna/study/run_loaders.h"
#include "pinna/study/same_data.h"

namespace pinna::cli {

RunData read_run_data(const runs::RunFolder& run) {
  const study::Recipe recipe = study::parse_recipe(run.recipe());
  data::ClipTable table = study::read_undivided(recipe).table;
  study::require_same_data(run, table);
  return {std::move(table), recipe.fold};
}

std::vector<int64_t> indices_of(const data::ClipTable& table, const std::vector<std::string>& ids) {
  std::unordered_map<std::string, int64_t> known;
  for (int64_t i = 0; i < table.num_clips(); ++i) known.emplace(table.clip(i).id, i);
  std::vector<int64_t> indices;
  for (const std::string& id : ids) {
    const auto found = known.find(id);
    if (found == known.end())
      throw core::InvalidOptions({.what = "clip",
                                  .got = fmt::format("\"{}\"", id),
                                  .expected = "an id of the run's dataset or an audio file",
                                  .where = table.root.string(),
                                  .fix = "predictions.csv of the run lists ids"});
    indices.push_back(found->second);
  }
  return indices;
}

}  // namespace pinna::cli
