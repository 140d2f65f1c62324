#include "pinna/models/model.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <torch/torch.h>

#include "pinna/core/error.h"

namespace pinna::models {

namespace {

void require_conditions(const at::Tensor& conditions, int64_t batch, int64_t wanted) {
  const bool fits = wanted == 0 ? !conditions.defined()
                                : conditions.defined() && conditions.dim() == 3 &&
                                      conditions.size(0) == batch && conditions.size(1) == wanted;
  if (fits) return;
  throw core::InvalidOptions(
      {.what = "conditions of a network",
       .got = conditions.defined() ? fmt::format("shape [{}]", fmt::join(conditions.sizes(), ", "))
                                   : "none",
       .expected = wanted == 0 ? "none" : fmt::format("[{}, {}, scores]", batch, wanted)});
}

}  // namespace

Model::Model(ModelShape shape) : shape_(shape) {
  core::check_options(shape_, "model shape");
}

at::Tensor Model::forward(const at::Tensor& input, const at::Tensor& conditions) {
  const auto sizes = input.sizes();
  if (sizes.size() != 4 || sizes[1] != shape_.in_channels || input.numel() == 0)
    throw core::InvalidOptions(
        {.what = "network input",
         .got = fmt::format("shape [{}]", fmt::join(sizes, ", ")),
         .expected =
             fmt::format("[batch, {}, bins, frames] with at least one of each", shape_.in_channels),
         .fix = "use the features that the network was made for"});
  require_conditions(conditions, input.size(0), shape_.num_conditions);
  return compute(input, conditions);
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

void require_no_conditions(const ModelShape& shape, std::string_view type_name) {
  if (shape.num_conditions == 0) return;
  throw core::InvalidOptions({.what = "model.type",
                              .got = std::string(type_name),
                              .expected = "a network that can be conditioned: event_resnet"});
}

void Model::freeze(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const auto children = named_children();
    const auto* module = children.find(name);
    if (!module)
      throw core::InvalidOptions({.what = "part of a network to keep as it is", .got = name});
    for (at::Tensor& parameter : (*module)->parameters()) parameter.set_requires_grad(false);
    frozen_.push_back(*module);
  }
  train(is_training());
}

void Model::train(bool on) {
  Module::train(on);
  for (const auto& module : frozen_) module->eval();
}

EvaluationGuard::EvaluationGuard(Model& model) : model_(model), was_training_(model.is_training()) {
  model_.eval();
}

EvaluationGuard::~EvaluationGuard() {
  model_.train(was_training_);
}

}  // namespace pinna::models
