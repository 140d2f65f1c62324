#include "pinna/evaluation/clip_batches.h"

#include <memory>

#include <ATen/ATen.h>

#include "pinna/core/parallel.h"
#include "pinna/data/batch_loader.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/features/feature.h"
#include "pinna/models/compat.h"

namespace pinna::evaluation {

void for_each_batch(const Classifier& classifier, const data::ClipTable& table,
                    const std::vector<int64_t>& indices, const UseBatch& use) {
  const auto store = std::make_shared<data::ClipStore>(
      table, features::make_feature(classifier.feature)->sample_rate(), classifier.input);
  data::BatchLoader loader(store, indices, classifier.feature, classifier.statistics,
                           {.workers = core::num_processors()});
  loader.start_epoch(0);
  while (const auto batch = loader.next())
    use(*batch, models::as_channels_last(
                    at::from_blob(const_cast<float*>(batch->inputs.data()),
                                  {batch->size, batch->channels, batch->bins, batch->frames})));
}

}  // namespace pinna::evaluation
