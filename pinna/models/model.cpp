#include "pinna/models/model.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <ATen/Tensor.h>

#include "pinna/core/error.h"

namespace pinna::models {

Model::Model(ModelShape shape) : shape_(shape) {
  core::check_options(shape_, "model shape");
}

at::Tensor Model::forward(const at::Tensor& input) {
  const auto sizes = input.sizes();
  if (sizes.size() != 4 || sizes[1] != shape_.in_channels || input.numel() == 0)
    throw core::InvalidOptions(
        {.what = "network input",
         .got = fmt::format("shape [{}]", fmt::join(sizes, ", ")),
         .expected =
             fmt::format("[batch, {}, bins, frames] with at least one of each", shape_.in_channels),
         .fix = "use the features that the network was made for"});
  return compute(input);
}

at::Tensor Model::forward(const at::Tensor& input, const BlockObserver& observer) {
  /// Forgets the observer at the end, whatever that is.
  struct Observation {
    Observation(const BlockObserver*& place, const BlockObserver& observer) : place(place) {
      place = &observer;
    }
    ~Observation() { place = nullptr; }
    const BlockObserver*& place;
  };
  const Observation observation(observer_, observer);
  return forward(input);
}

EvaluationGuard::EvaluationGuard(Model& model) : model_(model), was_training_(model.is_training()) {
  model_.eval();
}

EvaluationGuard::~EvaluationGuard() {
  model_.train(was_training_);
}

}  // namespace pinna::models
