#include "pinna/evaluation/embed_clips.h"

#include <string>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/clip_batches.h"
#include "pinna/models/model.h"

namespace pinna::evaluation {
namespace {

/// [batch, dims].
at::Tensor embedding_of(models::Model& model, const at::Tensor& inputs) {
  at::Tensor embedding;
  model.forward(inputs, [&](const std::string& block, const at::Tensor& activation) {
    if (block == models::Model::embedding_block) embedding = activation;
  });
  if (!embedding.defined())
    throw core::Bug(
        {.what = "a network without an embedding", .expected = models::Model::embedding_block});
  return embedding.to(at::kFloat).contiguous();
}

}  // namespace

Embeddings embed_clips(const Classifier& classifier, const data::ClipTable& table,
                       const std::vector<int64_t>& indices) {
  const models::EvaluationGuard evaluation(*classifier.model);
  Embeddings embeddings;
  for_each_batch(classifier, table, indices, [&](const data::Batch&, const at::Tensor& inputs) {
    const at::Tensor embedding = embedding_of(*classifier.model, inputs);
    embeddings.dims = embedding.size(1);
    const float* values = embedding.data_ptr<float>();
    embeddings.values.insert(embeddings.values.end(), values, values + embedding.numel());
  });
  return embeddings;
}

}  // namespace pinna::evaluation
