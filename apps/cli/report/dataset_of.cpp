#include "apps/cli/report/dataset_of.h"

#include <spdlog/spdlog.h>

#include "pinna/core/error.h"
#include "pinna/core/options.h"
#include "pinna/data/read_dataset.h"

namespace pinna::cli {

std::optional<data::ClipTable> dataset_of(const core::ConfigTable& recipe) {
  try {
    return data::read_dataset(core::parse_options<data::DatasetOptions>(recipe.table("data")));
  } catch (const core::Error& error) {
    spdlog::warn("no sounds and spectrograms in the report: {}", error.what());
    return std::nullopt;
  }
}

}  // namespace pinna::cli
