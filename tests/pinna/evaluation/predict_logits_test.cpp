#include "pinna/evaluation/predict_logits.h"

#include <cmath>
#include <numeric>

#include "tests/pinna/data/random_clips.h"
#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/data/batch_loader.h"
#include "pinna/data/fit_statistics.h"
#include "pinna/models/model.h"

namespace pinna::evaluation {
namespace {

/// Hears the first frame alone: the logit of class 0 is the mean of its bins, that of class 1 is 0.
class FirstFrame : public models::Model {
 public:
  FirstFrame() : Model({.in_channels = 1, .num_classes = 2}) {}

 private:
  at::Tensor compute(const at::Tensor& input, const at::Tensor&) override {
    const at::Tensor level = input.select(3, 0).mean(2);  // [batch, 1]
    return at::cat({level, at::zeros_like(level)}, 1);
  }
};

std::vector<data::Batch> batches_of(data::BatchLoader& loader) {
  std::vector<data::Batch> batches;
  loader.start_epoch(0);
  while (auto batch = loader.next()) batches.push_back(std::move(*batch));
  return batches;
}

/// What FirstFrame says of class 0 when every frame of clip `row` has been the first once.
double mean_over_frames(const data::Batch& batch, int64_t row) {
  double sum = 0;
  for (int64_t frame = 0; frame < batch.frames; ++frame) {
    double level = 0;
    for (int64_t bin = 0; bin < batch.bins; ++bin)
      level += batch.inputs[static_cast<size_t>((row * batch.bins + bin) * batch.frames + frame)];
    sum += 1 / (1 + std::exp(-level / static_cast<double>(batch.bins)));
  }
  return sum / static_cast<double>(batch.frames);
}

TEST(PredictLogits, ShiftsRotateTheClipAndAverageProbabilities) {
  const test::TemporaryFolder folder;
  const auto store = data::random_clips(folder.path(), 4);
  std::vector<int64_t> clips(4);
  std::iota(clips.begin(), clips.end(), 0);
  const auto feature = data::small_log_mel();
  const auto statistics = data::fit_statistics(*store, clips, feature, 1);
  data::BatchLoader loader(store, clips, feature, statistics, {.batch_size = 4});
  FirstFrame model;
  const auto table = predict_logits(model, loader, {.shifts = loader.num_frames()});
  const std::vector<float> probabilities = table.probabilities();
  const std::vector<data::Batch> batches = batches_of(loader);
  ASSERT_EQ(batches.size(), 1U);
  for (int64_t clip = 0; clip < 4; ++clip)
    EXPECT_NEAR(probabilities[static_cast<size_t>(2 * clip)], mean_over_frames(batches[0], clip),
                1e-6);
  EXPECT_NE(probabilities, predict_logits(model, loader).probabilities());
}

LogitTable two_clips() {
  return {
      .num_classes = 2, .clips = {4, 7}, .targets = {0, 1}, .logits = {1, 1, 0, std::log(3.0F)}};
}

TEST(LogitTable, ProbabilitiesAreTheSoftmax) {
  const std::vector<float> probabilities = two_clips().probabilities();
  const std::vector<float> expected{0.5F, 0.5F, 0.25F, 0.75F};
  for (size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(probabilities[i], expected[i], 1e-6);
}

TEST(LogitTable, TemperatureDividesTheLogits) {
  const std::vector<float> probabilities = two_clips().probabilities(2);
  const double root = std::sqrt(3.0);  // exp(log(3) / 2)
  EXPECT_NEAR(probabilities[0], 0.5, 1e-6);
  EXPECT_NEAR(probabilities[3], root / (1 + root), 1e-6);
}

TEST(LogitTable, LossIsTheMeanCrossEntropy) {
  EXPECT_NEAR(two_clips().mean_loss(), (std::log(2.0) - std::log(0.75)) / 2, 1e-6);
}

TEST(LogitTable, TheFirstOfEqualLogitsIsThePrediction) {
  LogitTable table = two_clips();
  EXPECT_EQ(table.accuracy(), 1.0);
  table.targets = {1, 1};
  EXPECT_EQ(table.accuracy(), 0.5);
}

TEST(LogitTable, HugeLogitsStayFinite) {
  const LogitTable table{.num_classes = 2, .clips = {0}, .targets = {1}, .logits = {3e38F, -3e38F}};
  EXPECT_TRUE(std::isfinite(table.mean_loss()));
  EXPECT_EQ(table.probabilities()[0], 1.0F);
}

}  // namespace
}  // namespace pinna::evaluation
