#include "pinna/models/joint_resnet.h"

#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/models/make_model.h"
#include "pinna/models/weights.h"

namespace pinna::models {
namespace {

const EventResNetOptions joint_options{
    .width = 0.25, .frame_strides = {2, 2, 1, 1, 1}, .rnn_cells = 8};
constexpr ModelShape joint_shape{.in_channels = 1, .num_classes = 3};

TEST(JointResNet, ItsHeadsAreThoseOfSingleNetworksWithTheSameWeights) {
  const auto joint = make_joint_resnet(joint_options, joint_shape, 1);
  const auto detector = make_model(joint_options, joint_shape, 2);
  const auto tagger = make_model(clip_network(joint_options), joint_shape, 3);
  for (const auto& single : {detector, tagger}) {
    const auto names = load_shared_weights(*single, weights_of(*joint), "joint");
    EXPECT_EQ(names.size(), single->named_parameters().size()) << "every one has its name";
  }
  const at::Tensor input = at::randn({2, 1, 64, 40});
  for (const auto& model : std::initializer_list<std::shared_ptr<Model>>{joint, detector, tagger})
    model->eval();
  EXPECT_TRUE(at::equal(joint->forward(input), detector->forward(input)));
  EXPECT_TRUE(at::equal(joint->classify(input), tagger->forward(input)));
}

TEST(JointResNet, BeginsAsTheDetectorOfItsSeed) {
  const auto joint = make_joint_resnet(joint_options, joint_shape, 7);
  const auto detector = make_model(joint_options, joint_shape, 7);
  const core::SafeTensors weights = weights_of(*joint);
  for (const auto& [name, array] : weights_of(*detector).tensors)
    EXPECT_EQ(weights.tensors.at(name), array) << name;
}

TEST(EventResNet, TagsThatItIsToldChangeNothingAtFirstAndSomethingOnceLearnt) {
  ModelShape told = joint_shape;
  told.num_conditions = 2;
  const auto plain = make_model(joint_options, joint_shape, 7);
  const auto film = make_model(joint_options, told, 7);
  plain->eval();
  film->eval();
  const at::Tensor input = at::randn({2, 1, 64, 40});
  const at::Tensor tags = at::rand({2, 2, 10});
  EXPECT_TRUE(at::equal(plain->forward(input), film->forward(input, tags)));
  {
    const torch::NoGradGuard no_grad;
    film->named_parameters()["film.weight"].normal_();
  }
  const at::Tensor answers = film->forward(input, tags);
  EXPECT_FALSE(at::equal(answers, film->forward(input, at::zeros({2, 2, 10}))));
  // gamma and beta are linear in the tags of their own frame: nothing flows from the second scene.
  at::Tensor other = tags.clone();
  other[1].zero_();
  EXPECT_TRUE(at::equal(answers[0], film->forward(input, other)[0]));
}

TEST(EventResNet, TagsOfAnotherShapeAreRefused) {
  ModelShape told = joint_shape;
  told.num_conditions = 2;
  const auto film = make_model(joint_options, told, 1);
  const at::Tensor input = at::randn({2, 1, 64, 40});
  EXPECT_THROW(film->forward(input), core::InvalidOptions);
  EXPECT_THROW(film->forward(input, at::rand({2, 3, 10})), core::InvalidOptions);
  EXPECT_THROW(film->forward(input, at::rand({2, 2, 9})), core::InvalidOptions);
  EXPECT_THROW(film->forward(input, at::rand({1, 2, 10})), core::InvalidOptions);
  EXPECT_THROW(make_model(joint_options, joint_shape, 1)->forward(input, at::rand({2, 2, 10})),
               core::InvalidOptions);
  EXPECT_THROW(make_model(ResNetOptions{}, told, 1), core::InvalidOptions);
  EXPECT_THROW(make_model(CrnnOptions{}, told, 1), core::InvalidOptions);
}

TEST(Model, FrozenPartsKeepTheirWeightsAndStatistics) {
  const auto model = make_model(joint_options, joint_shape, 1);
  const core::SafeTensors before = weights_of(*model);
  model->freeze({"conv1", "bn1", "layer1", "layer2", "layer3", "layer4"});
  model->train();
  model->forward(at::randn({4, 1, 64, 40})).sum().backward();
  for (const auto& item : model->named_parameters())
    EXPECT_EQ(item.value().grad().defined(), item.value().requires_grad()) << item.key();
  EXPECT_EQ(weights_of(*model), before) << "running statistics too";
  EXPECT_TRUE(model->named_parameters()["strong.weight"].requires_grad());
  EXPECT_THROW(model->freeze({"layer9"}), core::InvalidOptions);
}

TEST(LoadSharedWeights, TakesWhatBothHaveAndNothingElse) {
  const auto tagger = make_model(clip_network(joint_options), joint_shape, 1);
  const auto detector = make_model(joint_options, joint_shape, 2);
  const core::SafeTensors before = weights_of(*detector);
  const auto names = load_shared_weights(*detector, weights_of(*tagger), "tagger");
  const core::SafeTensors after = weights_of(*detector);
  const core::SafeTensors of_tagger = weights_of(*tagger);
  for (const auto& [name, array] : after.tensors) {
    const bool is_shared = of_tagger.tensors.contains(name);
    if (detector->named_parameters().contains(name))
      EXPECT_EQ(std::find(names.begin(), names.end(), name) != names.end(), is_shared) << name;
    EXPECT_EQ(array, is_shared ? of_tagger.tensors.at(name) : before.tensors.at(name)) << name;
  }
  EXPECT_THROW(load_shared_weights(*detector, {}, "nothing"), core::InvalidOptions);
  EventResNetOptions wider = joint_options;
  wider.width = 0.5;
  wider.rnn_cells = 16;
  core::SafeTensors of_wider = weights_of(*make_model(wider, joint_shape, 1));
  for (const char* bias : {"strong.bias", "attention.bias"}) of_wider.tensors.erase(bias);
  EXPECT_THROW(load_shared_weights(*detector, of_wider, "wider"), core::InvalidOptions)
      << "counters of batches are no weights";
}

}  // namespace
}  // namespace pinna::models
