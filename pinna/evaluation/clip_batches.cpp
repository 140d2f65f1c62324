#include "pinna/evaluation/clip_batches.h"

#include <memory>

#include "pinna/core/parallel.h"
#include "pinna/evaluation/batch_tensors.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/features/feature.h"

namespace pinna::evaluation {

data::BatchLoader clip_loader(const Classifier& classifier, const data::ClipTable& table,
                              const std::vector<int64_t>& indices) {
  const auto store = std::make_shared<data::ClipStore>(
      table, features::make_feature(classifier.feature)->sample_rate(), classifier.input);
  return {store,
          indices,
          classifier.feature,
          classifier.statistics,
          {.workers = core::num_processors()}};
}

void for_each_batch(const Classifier& classifier, const data::ClipTable& table,
                    const std::vector<int64_t>& indices, const UseBatch& use) {
  data::BatchLoader loader = clip_loader(classifier, table, indices);
  loader.start_epoch(0);
  while (const auto batch = loader.next()) use(*batch, input_tensor(*batch));
}

}  // namespace pinna::evaluation
