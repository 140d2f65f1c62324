#include "pinna/training/task_balance.h"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/core/random.h"
#include "pinna/models/make_model.h"
#include "pinna/models/model.h"
#include "pinna/training/conflicting_gradients.h"

namespace pinna::training {
namespace {

std::shared_ptr<models::Model> any_model() {
  return models::make_model(models::ResNetOptions{.width = 0.25}, {.num_classes = 2}, 1);
}

/// One parameter that both losses depend on, and one of each alone.
struct TwoTasks {
  at::Tensor shared = at::ones({2}).requires_grad_();
  at::Tensor first = at::ones({1}).requires_grad_();
  at::Tensor second = at::ones({1}).requires_grad_();

  NamedTensors parameters() const { return {{"shared", shared}, {"a", first}, {"b", second}}; }
  std::vector<at::Tensor> losses() const {
    return {(shared * at::tensor({1.0F, 2.0F})).sum() + 3 * first.sum(),
            (shared * at::tensor({-4.0F, 1.0F})).sum() + 5 * second.sum()};
  }
};

std::vector<double> gradient_of(const at::Tensor& tensor) {
  std::vector<double> values;
  for (int64_t i = 0; i < tensor.numel(); ++i) values.push_back(tensor.grad()[i].item<double>());
  return values;
}

TEST(TaskBalance, ConstantWeightsAddGradients) {
  const TwoTasks tasks;
  const auto balance =
      make_task_balance(ConstantBalance{.first_weight = 2, .weight = 0.5}, *any_model());
  // 2 * (1 + 2 + 3) + 0.5 * (-4 + 1 + 5)
  EXPECT_DOUBLE_EQ(balance->backward(tasks.losses(), tasks.parameters(), 1), 13);
  EXPECT_EQ(gradient_of(tasks.shared), (std::vector<double>{0, 4.5}));
  EXPECT_EQ(gradient_of(tasks.first), std::vector<double>{6});
  EXPECT_EQ(gradient_of(tasks.second), std::vector<double>{2.5});
}

TEST(TaskBalance, SurgeryTakesOutOfEachGradientWhatIsAgainstTheOther) {
  const TwoTasks tasks;
  const auto balance = make_task_balance(PcGradBalance{}, *any_model());
  balance->backward(tasks.losses(), tasks.parameters(), 1);
  // g1 = (1, 2, 3, 0), g2 = (-4, 1, 0, 5): g1 * g2 = -2, |g1|^2 = 14, |g2|^2 = 42.
  const std::array g1{1.0, 2.0, 3.0, 0.0};
  const std::array g2{-4.0, 1.0, 0.0, 5.0};
  const std::array got{gradient_of(tasks.shared)[0], gradient_of(tasks.shared)[1],
                       gradient_of(tasks.first)[0], gradient_of(tasks.second)[0]};
  for (size_t i = 0; i < 4; ++i)
    EXPECT_NEAR(got[i], g1[i] + 2.0 / 42 * g2[i] + g2[i] + 2.0 / 14 * g1[i], 1e-6) << i;
}

TEST(TaskBalance, UncertaintiesBecomeParametersOfTheNetwork) {
  const TwoTasks tasks;
  const auto model = any_model();
  const auto balance = make_task_balance(UncertaintyBalance{}, *model);
  const at::Tensor s = model->named_parameters()["uncertainty.log_variances"];
  {
    const torch::NoGradGuard no_grad;
    s[0] = 1;
  }
  // exp(-s) L + s / 2 of L = 6, 2 and s = 1, 0.
  EXPECT_NEAR(balance->backward(tasks.losses(), tasks.parameters(), 1), std::exp(-1) * 6 + 0.5 + 2,
              1e-6);
  EXPECT_NEAR(s.grad()[0].item<double>(), -std::exp(-1) * 6 + 0.5, 1e-6);
  EXPECT_NEAR(s.grad()[1].item<double>(), -2 + 0.5, 1e-6);
  EXPECT_NEAR(gradient_of(tasks.first)[0], std::exp(-1) * 3, 1e-6);
}

}  // namespace
}  // namespace pinna::training
