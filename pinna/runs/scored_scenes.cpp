#include "pinna/runs/scored_scenes.h"

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::runs {

core::NamedArrays to_arrays(const metrics::ScoreTable& scores) {
  core::NamedArrays arrays;
  for (const auto& [name, frames] : scores)
    arrays.emplace(name,
                   core::Array::from(frames.scores, {frames.num_frames, frames.num_classes()}));
  return arrays;
}

metrics::ScoreTable scores_from_arrays(const core::NamedArrays& arrays,
                                       const std::vector<std::string>& labels, double frame_seconds,
                                       const std::string& where) {
  metrics::ScoreTable scores;
  for (const auto& [name, array] : arrays) {
    if (array.dtype != core::DType::float32 || array.shape.size() != 2 ||
        array.shape[1] != std::ssize(labels))
      throw core::BadData({.what = fmt::format("scores of {}", name),
                           .got = fmt::format("{} {}", core::dtype_name(array.dtype),
                                              core::shape_text(array.shape)),
                           .expected = fmt::format("float32 [frames, {}]", labels.size()),
                           .where = where,
                           .fix = "run pinna evaluate again"});
    const auto values = array.as<float>();
    scores[name] = {.labels = labels,
                    .frame_seconds = frame_seconds,
                    .num_frames = array.shape[0],
                    .scores = {values.begin(), values.end()}};
  }
  return scores;
}

}  // namespace pinna::runs
