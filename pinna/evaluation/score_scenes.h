// What a network says of scenes, frame by frame.
#pragma once

#include <string>
#include <vector>

#include "pinna/data/clip_table.h"
#include "pinna/metrics/psds_scores.h"

namespace pinna::data {
class SceneLoader;
}
namespace pinna::models {
class Model;
}

namespace pinna::evaluation {

/// Strong probabilities of the loader's epoch 0, by the scenes' ids, in float32 whatever the
/// precision of training was.
metrics::ScoreTable score_scenes(models::Model& model, data::SceneLoader& loader,
                                 const data::ClipTable& table);

}  // namespace pinna::evaluation
