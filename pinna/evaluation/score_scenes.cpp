#include "pinna/evaluation/score_scenes.h"

#include <torch/torch.h>

#include "pinna/data/scene_loader.h"
#include "pinna/evaluation/batch_tensors.h"
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
    const at::Tensor strong = models::event_probabilities(model.forward(input_tensor(*batch)))
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

}  // namespace pinna::evaluation
