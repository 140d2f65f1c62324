#include "pinna/evaluation/grad_cam.h"

#include "tests/pinna/data/random_clips.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/clip_batches.h"
#include "pinna/evaluation/embed_clips.h"
#include "pinna/evaluation/predict_clips.h"
#include "pinna/models/make_model.h"
#include "pinna/models/model.h"

namespace pinna::evaluation {
namespace {

using testing::HasSubstr;

/// Two maps, the input and its opposite; class 0 hears three times the mean of the first, class 1
/// twice that of the second.
class TwoMaps : public models::Model {
 public:
  TwoMaps() : Model({.in_channels = 1, .num_classes = 2}) {}

 private:
  at::Tensor compute(const at::Tensor& input, const at::Tensor&) override {
    // Gradients need something to be learned.
    const at::Tensor maps = at::cat({input, -input}, 1) * one_;
    tell("maps", maps);
    const at::Tensor means = maps.mean({2, 3});
    tell("means", means);
    return means * at::tensor({3.0F, 2.0F});
  }
  at::Tensor one_ = register_parameter("one", at::ones({1}));
};

TEST(GradCam, WeightsAreTheMeanGradientsAndNothingNegativeIsLeft) {
  TwoMaps model;
  const at::Tensor input = at::randn({2, 1, 3, 5});
  const at::Tensor map = grad_cam(model, input, "maps", {0, 1});
  // The gradient of class 0 is 3 / 15 everywhere in map 0, that of class 1 is 2 / 15 in map 1.
  EXPECT_TRUE(at::allclose(map[0], (input[0][0] * (3.0 / 15)).relu(), 1e-5, 1e-7));
  EXPECT_TRUE(at::allclose(map[1], (-input[1][0] * (2.0 / 15)).relu(), 1e-5, 1e-7));
}

TEST(GradCam, UnsuitableBlocksAreNamedWithWhatThereIs) {
  TwoMaps model;
  const at::Tensor input = at::randn({1, 1, 3, 5});
  const auto complaint = [&](const std::string& block) -> std::string {
    try {
      grad_cam(model, input, block, {0});
    } catch (const core::InvalidOptions& error) {
      return error.what();
    }
    return "none";
  };
  EXPECT_THAT(complaint("map"), HasSubstr("\"maps\""));
  EXPECT_THAT(complaint("means"), HasSubstr("maps over time and frequency"));
}

std::shared_ptr<models::Model> narrow_resnet(int64_t classes) {
  return models::make_model(models::ResNetOptions{.width = 0.125},
                            {.in_channels = 1, .num_classes = classes}, 3);
}

TEST(GradCam, OfTheLastBlockOfAResNetIsTheClassActivationMap) {
  // Zhou et al. 2016: with global averaging before the last layer, the gradient of logit c is
  // W[c, k] / places, so that the map is known without any gradient.
  const auto model = narrow_resnet(4);
  const at::Tensor input = at::randn({2, 1, 64, 96});
  at::Tensor activation;
  {
    const models::EvaluationGuard evaluation(*model);
    model->forward(input, [&](const std::string& block, const at::Tensor& observed) {
      if (block == "layer4") activation = observed;
    });
  }
  const std::vector<int64_t> targets{2, 0};
  const at::Tensor weights = model->named_parameters()["fc.weight"].detach();
  const at::Tensor map = grad_cam(*model, input, "layer4", targets);
  EXPECT_EQ(map.sizes().vec(), (std::vector<int64_t>{2, 64, 96}));
  for (int64_t i = 0; i < 2; ++i) {
    const at::Tensor share = weights[targets[static_cast<size_t>(i)]].view({-1, 1, 1});
    const at::Tensor coarse = (share * activation[i]).sum(0).relu() / (2 * 3);
    const at::Tensor expected =
        at::upsample_bilinear2d(coarse.view({1, 1, 2, 3}), {64, 96}, false)[0][0];
    EXPECT_TRUE(at::allclose(map[i], expected, 1e-4, 1e-7));
  }
  EXPECT_TRUE(model->is_training());
  EXPECT_FALSE(model->parameters()[0].grad().defined());
}

TEST(GradCam, EveryBlockOfAResNetHasAMap) {
  const auto model = narrow_resnet(4);
  const at::Tensor input = at::randn({1, 1, 40, 50});
  for (const char* block : {"conv1", "layer1.0", "layer1", "layer2", "layer3.1", "layer4.0"}) {
    const at::Tensor map = grad_cam(*model, input, block, {1});
    EXPECT_EQ(map.sizes().vec(), (std::vector<int64_t>{1, 40, 50})) << block;
    EXPECT_GE(map.min().item<float>(), 0) << block;
  }
}

TEST(GradCam, WorksWhereGradientsWereOff) {
  const auto model = narrow_resnet(4);
  const at::Tensor input = at::randn({1, 1, 40, 50});
  const at::Tensor expected = grad_cam(*model, input, "layer2", {1});
  const at::NoGradGuard no_grad;
  EXPECT_TRUE(at::equal(grad_cam(*model, input, "layer2", {1}), expected));
}

class OfClips : public testing::Test {
 protected:
  OfClips() : table_(data::write_random_clips(folder_.path(), 5)) {
    classifier_ = {
        .labels = table_.labels,
        .input = {.clip_seconds = 0.1},
        .feature = data::small_log_mel(),
        .statistics = {.mean = std::vector<float>(8, -30), .deviation = std::vector<float>(8, 10)}};
    classifier_.model = narrow_resnet(2);
  }
  const test::TemporaryFolder folder_;
  data::ClipTable table_;
  Classifier classifier_;
};

TEST_F(OfClips, ExplanationsAreThoseOfTheNetworksInput) {
  const std::vector<int64_t> clips{4, 0, 3};
  const auto found = explain_clips(classifier_, table_, clips, "layer1");
  const auto predictions = predict_clips(classifier_, table_, clips);
  ASSERT_EQ(found.size(), 3U);
  int64_t i = 0;
  for_each_batch(classifier_, table_, clips, [&](const data::Batch& batch, const at::Tensor& all) {
    for (int64_t row = 0; row < batch.size; ++row, ++i) {
      const auto& explanation = found[static_cast<size_t>(i)];
      EXPECT_EQ(explanation.clip, clips[static_cast<size_t>(i)]);
      EXPECT_EQ(explanation.target, predictions.predicted(i));
      for (int64_t k = 0; k < 2; ++k)
        EXPECT_NEAR(explanation.probabilities[static_cast<size_t>(k)],
                    predictions.row(i)[static_cast<size_t>(k)], 1e-5);
      const at::Tensor alone =
          grad_cam(*classifier_.model, all.slice(0, row, row + 1), "layer1", {explanation.target});
      ASSERT_EQ(explanation.map.bins, 8);
      for (int64_t bin = 0; bin < 8; ++bin)
        for (int64_t frame = 0; frame < explanation.map.frames; ++frame)
          ASSERT_NEAR(explanation.map.at(bin, frame), alone[0][bin][frame].item<float>(), 1e-5);
    }
  });
  EXPECT_EQ(explain_clips(classifier_, table_, clips, "layer1", 1)[0].target, 1);
}

TEST_F(OfClips, EmbeddingsLeadToTheLogitsAndDoNotDependOnOtherClips) {
  const Embeddings all = embed_clips(classifier_, table_, {0, 1, 2, 3, 4});
  const Embeddings alone = embed_clips(classifier_, table_, {3});
  ASSERT_EQ(all.dims, 64);
  ASSERT_EQ(all.values.size(), 5U * 64);
  const auto parameters = classifier_.model->named_parameters();
  const at::Tensor logits =
      at::linear(at::tensor(alone.values), parameters["fc.weight"], parameters["fc.bias"]);
  const auto predictions = predict_clips(classifier_, table_, {3});
  EXPECT_NEAR(logits.softmax(0)[0].item<float>(), predictions.row(0)[0], 1e-5);
  for (size_t d = 0; d < 64; ++d) EXPECT_NEAR(alone.values[d], all.values[3 * 64 + d], 1e-5);
}

TEST_F(OfClips, PredictionsKnowTheSourcesOfTheirClips) {
  for (data::Clip& clip : table_.clips) clip.group = "source of " + clip.id;
  EXPECT_THAT(predict_clips(classifier_, table_, {2, 1}).groups,
              testing::ElementsAre("source of noise2", "source of noise1"));
}

}  // namespace
}  // namespace pinna::evaluation
