#include "pinna/evaluation/grad_cam.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/core/options.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/clip_batches.h"
#include "pinna/models/model.h"

namespace pinna::evaluation {
namespace {

/// Evaluation mode, but with gradients; then as it was.
class GradientGuard {
 public:
  explicit GradientGuard(models::Model& model) : model_(model), was_training_(model.is_training()) {
    model_.eval();
  }
  ~GradientGuard() { model_.train(was_training_); }
  GradientGuard(const GradientGuard&) = delete;
  GradientGuard& operator=(const GradientGuard&) = delete;

 private:
  models::Model& model_;
  bool was_training_;
  at::AutoGradMode gradients_{true};
};

struct Observed {
  at::Tensor logits;      ///< [batch, classes]
  at::Tensor activation;  ///< [batch, maps, rows, columns]
};

Observed observe(models::Model& model, const at::Tensor& inputs, const std::string& block) {
  Observed observed;
  std::vector<std::string> known;
  observed.logits =
      model.forward(inputs, [&](const std::string& name, const at::Tensor& activation) {
        known.push_back(name);
        if (name == block) observed.activation = activation;
      });
  if (!observed.activation.defined())
    core::throw_unknown_word("block", {"network", 0, 0}, block, known);
  if (observed.activation.dim() != 4)
    throw core::InvalidOptions(
        {.what = fmt::format("block \"{}\"", block),
         .got = fmt::format("{} numbers a clip", observed.activation.size(1)),
         .expected = "maps over time and frequency",
         .fix = fmt::format("choose an earlier block, such as {}", default_block)});
  return observed;
}

/// [batch, bins, frames].
at::Tensor map_of(const Observed& observed, const at::Tensor& inputs,
                  const std::vector<int64_t>& targets) {
  // The logits of one clip depend on no other, so the sum has every clip's own gradient.
  const at::Tensor score =
      observed.logits.gather(1, at::tensor(targets, at::kLong).unsqueeze(1)).sum();
  const at::Tensor gradient = torch::autograd::grad({score}, {observed.activation}).front();
  const at::NoGradGuard no_grad;
  const at::Tensor weights = gradient.mean({2, 3}, /*keepdim=*/true);  // [batch, maps, 1, 1]
  const at::Tensor map = (weights * observed.activation.detach()).sum(1, /*keepdim=*/true).relu();
  return at::upsample_bilinear2d(map.contiguous(), {inputs.size(2), inputs.size(3)},
                                 /*align_corners=*/false)
      .squeeze(1);
}

/// One a clip: its probabilities, and its most probable class.
std::vector<Explanation> answers_of(const at::Tensor& logits, double temperature) {
  const at::Tensor probabilities =
      (logits.detach().to(at::kDouble) / temperature).softmax(1).contiguous();
  const double* row = probabilities.data_ptr<double>();
  const int64_t classes = probabilities.size(1);
  std::vector<Explanation> answers;
  for (int64_t i = 0; i < probabilities.size(0); ++i, row += classes)
    answers.push_back({.target = std::max_element(row, row + classes) - row,
                       .probabilities = {row, row + classes}});
  return answers;
}

features::FeatureMatrix to_matrix(const at::Tensor& map) {
  features::FeatureMatrix matrix(map.size(0), map.size(1));
  const at::Tensor values = map.contiguous();
  std::copy_n(values.data_ptr<float>(), values.numel(), matrix.values.begin());
  return matrix;
}

}  // namespace

at::Tensor grad_cam(models::Model& model, const at::Tensor& inputs, const std::string& block,
                    const std::vector<int64_t>& targets) {
  const GradientGuard guard(model);
  return map_of(observe(model, inputs, block), inputs, targets);
}

std::vector<Explanation> explain_clips(const Classifier& classifier, const data::ClipTable& table,
                                       const std::vector<int64_t>& indices,
                                       const std::string& block, std::optional<int64_t> target) {
  const GradientGuard guard(*classifier.model);
  std::vector<Explanation> explanations;
  for_each_batch(
      classifier, table, indices, [&](const data::Batch& batch, const at::Tensor& inputs) {
        const Observed observed = observe(*classifier.model, inputs, block);
        std::vector<Explanation> found = answers_of(observed.logits, classifier.temperature);
        std::vector<int64_t> targets;
        for (Explanation& explanation : found) {
          if (target) explanation.target = *target;
          targets.push_back(explanation.target);
        }
        const at::Tensor maps = map_of(observed, inputs, targets);
        for (size_t i = 0; i < found.size(); ++i) {
          found[i].clip = batch.clips[i];
          found[i].map = to_matrix(maps[static_cast<int64_t>(i)]);
          explanations.push_back(std::move(found[i]));
        }
      });
  return explanations;
}

}  // namespace pinna::evaluation
