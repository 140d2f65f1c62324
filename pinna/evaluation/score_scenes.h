// What a network says of scenes, frame by frame.
#pragma once

#include <string>
#include <vector>

#include "pinna/data/clip_table.h"
#include "pinna/evaluation/scene_tags.h"
#include "pinna/events/event.h"
#include "pinna/metrics/psds_scores.h"

namespace pinna::data {
class SceneLoader;
}
namespace pinna::models {
class Model;
}

namespace pinna::evaluation {

struct Detector;

/// Strong probabilities of the loader's epoch 0, by the scenes' ids, in float32 whatever the
/// precision of training was.
metrics::ScoreTable score_scenes(models::Model& model, data::SceneLoader& loader,
                                 const data::ClipTable& table);

/// What a trained detector says of the scenes `indices`, after its steps. Their events do not
/// change the scores, unless its tags are those of the reference.
metrics::ScoreTable score_scenes(const Detector& detector, const LabelledScenes& scenes,
                                 const std::vector<int64_t>& indices);

}  // namespace pinna::evaluation
