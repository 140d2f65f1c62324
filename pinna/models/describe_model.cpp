#include "pinna/models/describe_model.h"

#include <memory>
#include <string_view>

#include <ATen/record_function.h>
#include <torch/torch.h>

#include "pinna/models/model.h"

namespace pinna::models {
namespace {

using Arguments = c10::ArrayRef<const c10::IValue>;

/// Each number of the output is a sum of so many products.
int64_t products_per_output(std::string_view operation, Arguments inputs) {
  if (operation == "aten::convolution") {
    const at::Tensor& weight = inputs[1].toTensor();  // [out, in, rows, columns]
    return weight.numel() / weight.size(0);
  }
  if (operation == "aten::addmm" || operation == "aten::baddbmm")
    return inputs[1].toTensor().size(-1);
  if (operation == "aten::mm" || operation == "aten::bmm") return inputs[0].toTensor().size(-1);
  return 0;
}

/// While it lives, counts the multiply-adds of every operation that its thread calls.
class MultiplyAddCounter {
 public:
  MultiplyAddCounter() {
    count_ = 0;
    handle_ = at::addThreadLocalCallback(at::RecordFunctionCallback(begin, end)
                                             .needsInputs(true)
                                             .needsOutputs(true)
                                             .scopes({at::RecordScope::FUNCTION}));
  }
  ~MultiplyAddCounter() { at::removeCallback(handle_); }
  MultiplyAddCounter(const MultiplyAddCounter&) = delete;
  MultiplyAddCounter& operator=(const MultiplyAddCounter&) = delete;
  int64_t count() const { return count_; }

 private:
  static std::unique_ptr<at::ObserverContext> begin(const at::RecordFunction&) { return nullptr; }
  static void end(const at::RecordFunction& call, at::ObserverContext*) {
    if (call.outputs().empty() || !call.outputs()[0].isTensor()) return;
    const int64_t products = products_per_output(call.name(), call.inputs());
    if (products > 0) count_ += products * call.outputs()[0].toTensor().numel();
  }

  static inline thread_local int64_t count_ = 0;  // callbacks are plain functions
  at::CallbackHandle handle_;
};

}  // namespace

ModelDescription describe_model(Model& model, int64_t bins, int64_t frames, int64_t num_scores) {
  ModelDescription description;
  for (const at::Tensor& parameter : model.parameters())
    description.parameters += parameter.numel();

  const EvaluationGuard evaluation(model);
  const MultiplyAddCounter counter;
  const int64_t conditions = model.shape().num_conditions;
  model.forward(at::zeros({1, model.shape().in_channels, bins, frames}),
                conditions > 0 ? at::zeros({1, conditions, num_scores}) : at::Tensor());
  description.multiply_adds = counter.count();
  return description;
}

}  // namespace pinna::models
