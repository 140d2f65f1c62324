#include "pinna/evaluation/score_scenes.h"

#include <memory>
#include <utility>

#include <torch/torch.h>

#include "pinna/core/parallel.h"
#include "pinna/data/clip_store.h"
#include "pinna/data/scene_loader.h"
#include "pinna/evaluation/batch_tensors.h"
#include "pinna/evaluation/detector.h"
#include "pinna/features/feature.h"
#include "pinna/models/event_answers.h"
#include "pinna/models/model.h"

namespace pinna::evaluation {

metrics::ScoreTable score_scenes(models::Model& model, data::SceneLoader& loader,
                                 const data::ClipTable& table) {
  const torch::InferenceMode inference;
  model.eval();
  metrics::ScoreTable scores;
  loader.start_epoch(0);
  while (const auto batch = loader.next()) {
    const at::Tensor strong = models::event_probabilities(answers_to(model, *batch))
                                  .strong.transpose(1, 2)
                                  .contiguous();  // [batch, scores, classes]
    const auto size = static_cast<size_t>(strong.size(1) * strong.size(2));
    const float* values = strong.data_ptr<float>();
    for (size_t i = 0; i < batch->clips.size(); ++i)
      scores[table.clip(batch->clips[i]).id] = {
          .labels = table.labels,
          .frame_seconds = loader.score_seconds(),
          .num_frames = strong.size(1),
          .scores = {values + i * size, values + (i + 1) * size}};
  }
  return scores;
}

metrics::ScoreTable score_scenes(const Detector& detector, const LabelledScenes& scenes,
                                 const std::vector<int64_t>& indices) {
  constexpr int64_t keep_nothing = 0;
  metrics::ScoreTable tags;
  if (detector.tagging)
    tags = scene_tags(detector.tagging->classifier.get(), detector.tagging->options,
                      detector.labels, scenes, indices);
  const bool is_told = detector.model->shape().num_conditions > 0;
  const auto store = std::make_shared<data::ClipStore>(
      scenes.table, features::make_feature(detector.feature)->sample_rate(), detector.input,
      keep_nothing);
  data::SceneLoader loader(store, scenes.events, indices, detector.feature, detector.statistics,
                           models::frames_per_score(detector.model_options),
                           {.workers = core::num_processors()}, std::nullopt,
                           is_told ? tags : data::SceneConditions());
  metrics::ScoreTable scores = score_scenes(*detector.model, loader, scenes.table);
  std::vector<metrics::ScoreTable> others;
  for (const Detector& other : detector.others)
    others.push_back(score_scenes(other, scenes, indices));
  for (auto& [name, frames] : scores) {
    decoding::Surroundings around{.tags = tags.empty() ? nullptr : &tags.at(name)};
    for (const metrics::ScoreTable& table : others) around.others.push_back(&table.at(name));
    frames = after_steps(detector, std::move(frames), around);
  }
  return scores;
}

}  // namespace pinna::evaluation
