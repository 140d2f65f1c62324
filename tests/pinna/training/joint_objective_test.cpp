#include "pinna/training/joint_objective.h"

#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/data/paired_source.h"
#include "pinna/models/joint_resnet.h"
#include "pinna/models/make_model.h"
#include "pinna/models/weights.h"
#include "pinna/training/fit.h"

namespace pinna::training {
namespace {

constexpr int64_t joint_batch = 4;
constexpr int64_t joint_batches = 3;

/// Random inputs of [1, 32, frames] with random targets; the same in every epoch.
class RandomBatches : public data::BatchSource {
 public:
  RandomBatches(int64_t frames, int64_t targets, bool is_one_hot)
      : frames_(frames), targets_(targets), is_one_hot_(is_one_hot) {}
  void start_epoch(int64_t) override { next_ = 0; }
  std::optional<data::Batch> next() override {
    if (next_ == joint_batches) return std::nullopt;
    const at::Generator generator =
        at::make_generator<at::CPUGeneratorImpl>(static_cast<uint64_t>(100 + next_++));
    data::Batch batch{.size = joint_batch, .bins = 32, .frames = frames_, .classes = targets_};
    const at::Tensor inputs = at::randn({joint_batch * 32 * frames_}, generator);
    const at::Tensor targets = is_one_hot_
                                   ? at::one_hot(at::arange(joint_batch) % targets_, targets_)
                                   : at::rand({joint_batch, targets_}, generator).gt(0.7);
    const at::Tensor flat = targets.to(at::kFloat).flatten().contiguous();
    batch.inputs.assign(inputs.data_ptr<float>(), inputs.data_ptr<float>() + inputs.numel());
    batch.targets.assign(flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel());
    batch.clips = {0, 1, 2, 3};
    return batch;
  }
  int64_t batches_per_epoch() const override { return joint_batches; }

 private:
  int64_t frames_, targets_;
  bool is_one_hot_;
  int64_t next_ = 0;
};

constexpr int64_t joint_classes = 3;
const models::EventResNetOptions joint_network{
    .width = 0.25, .frame_strides = {2, 2, 1, 1, 1}, .rnn_cells = 4, .rnn_dropout = 0.2};
constexpr models::ModelShape joint_network_shape{.in_channels = 1, .num_classes = joint_classes};

TrainingOptions joint_training(double events, double clips) {
  return {.epochs = 2,
          .balance = ConstantBalance{.first_weight = events, .weight = clips},
          .clip_norm = 1,
          .precision = models::Precision::float32,
          .threads = 1};
}

std::shared_ptr<models::JointModel> trained_jointly(double events, double clips) {
  const test::TemporaryFolder folder;
  auto joint = models::make_joint_resnet(joint_network, joint_network_shape, 1);
  RandomBatches scenes(40, joint_classes * 10, false), few(24, joint_classes, true);
  data::PairedSource source(scenes, few);
  Checkpoints checkpoints({folder / "last", folder / "best"});
  fit(*joint, source, JointObjective({joint_classes, 0.5, nullptr}, {0, nullptr}),
      joint_training(events, clips), 5, checkpoints, {});
  return joint;
}

/// The same training of a network with one head, from the same weights.
std::shared_ptr<models::Model> trained_alone(const models::ModelOptions& options,
                                             data::BatchSource& source,
                                             const Objective& objective) {
  const test::TemporaryFolder folder;
  auto model = models::make_model(options, joint_network_shape, 9);
  models::load_shared_weights(
      *model, models::weights_of(*models::make_joint_resnet(joint_network, joint_network_shape, 1)),
      "joint");
  Checkpoints checkpoints({folder / "last", folder / "best"});
  fit(*model, source, objective, joint_training(1, 1), 5, checkpoints, {});
  return model;
}

/// Running statistics, which see both kinds of batches, are not compared.
void expect_same_parameters(const models::Model& alone, const models::Model& joint) {
  for (const auto& item : alone.named_parameters())
    EXPECT_TRUE(at::equal(item.value(), joint.named_parameters()[item.key()])) << item.key();
}

TEST(JointObjective, WithoutTheLossOfClipsItTrainsTheDetectorAlone) {
  RandomBatches scenes(40, joint_classes * 10, false);
  expect_same_parameters(
      *trained_alone(joint_network, scenes, EventObjective(joint_classes, 0.5, nullptr)),
      *trained_jointly(1, 0));
}

TEST(JointObjective, WithoutTheLossOfEventsItTrainsTheClassifierAlone) {
  RandomBatches clips(24, joint_classes, true);
  expect_same_parameters(*trained_alone(models::clip_network(joint_network), clips,
                                        ClassificationObjective(0, nullptr)),
                         *trained_jointly(0, 1));
}

TEST(JointObjective, EachLossIsThatOfItsOwnObjective) {
  const auto joint = models::make_joint_resnet(joint_network, joint_network_shape, 1);
  RandomBatches scenes(40, joint_classes * 10, false), clips(24, joint_classes, true);
  data::PairedSource source(scenes, clips);
  source.start_epoch(0);
  const auto batch = source.next();
  const EventObjective events(joint_classes, 0.5, nullptr);
  const ClassificationObjective classes(0.1, nullptr);
  const JointObjective both(events, classes);
  const Answers answers = both.ask(*joint, *batch);
  const BatchOutcome outcome = both.judge(answers, *batch);
  ASSERT_EQ(outcome.losses.size(), 2u);
  EXPECT_TRUE(at::equal(outcome.losses[0], events.judge({answers[0]}, *batch).losses[0]));
  EXPECT_TRUE(
      at::equal(outcome.losses[1], classes.judge({answers[1]}, *batch->companion).losses[0]));
  EXPECT_NEAR(both.distance(answers, answers).item<double>(), 0, 1e-12);
}

}  // namespace
}  // namespace pinna::training
