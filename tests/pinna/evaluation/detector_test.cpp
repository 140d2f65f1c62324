#include "pinna/evaluation/detector.h"

#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/core/safetensors.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/models/make_model.h"
#include "pinna/models/model.h"

namespace pinna::evaluation {
namespace {

Detector small_detector() {
  features::LogMelOptions feature;
  feature.mel.n_mels = 4;
  Detector detector{.labels = {"car", "dog"},
                    .input = {.clip_seconds = 10},
                    .feature = feature,
                    .statistics = {.mean = {1, 2, 3, 4}, .deviation = {1, 2, 3, 4}},
                    .model_options = models::CrnnOptions{.channels = {2},
                                                         .pool_bins = {2},
                                                         .pool_frames = {2},
                                                         .rnn_layers = 1,
                                                         .rnn_cells = 2},
                    .decoding = {{.threshold = 0.3, .low_threshold = 0.1},
                                 {.threshold = 0.6, .median_seconds = 1}},
                    .epoch = 7};
  detector.model =
      models::make_model(detector.model_options, {.in_channels = 1, .num_classes = 2}, 1);
  return detector;
}

TEST(Detector, ComesBackWhole) {
  const test::TemporaryFolder folder;
  const Detector saved = small_detector();
  save_detector(saved, folder / "model.safetensors");
  const Detector loaded = load_detector(folder / "model.safetensors");
  EXPECT_EQ(loaded.labels, saved.labels);
  EXPECT_EQ(loaded.input, saved.input);
  EXPECT_EQ(loaded.feature, saved.feature);
  EXPECT_EQ(loaded.statistics, saved.statistics);
  EXPECT_EQ(loaded.model_options, saved.model_options);
  EXPECT_EQ(loaded.decoding, saved.decoding);
  EXPECT_EQ(loaded.epoch, 7);
  const models::EvaluationGuard first(*saved.model), second(*loaded.model);
  const at::Tensor input = at::randn({1, 1, 4, 20});
  EXPECT_TRUE(at::equal(saved.model->forward(input), loaded.model->forward(input)));
}

/// The detector, told tags, with every kind of step.
Detector with_steps() {
  Detector detector = small_detector();
  const events::EventTable scenes{{"a", {{0, 1, "car"}, {1, 2, "dog"}, {2, 3, "car"}}}};
  detector.steps = {
      decoding::MedianStep{{0.2, 0}},
      decoding::HmmStep{{{.mean_on_frames = 4, .stages = 2}, {.mean_off_frames = 9}}},
      decoding::GateStep{.kind = decoding::GateKind::soft, .amount = 0.5},
      decoding::BigramStep{.bigram = {scenes, {"car", "dog"}}, .threshold = 0.2, .weight = 0.5}};
  const auto tagger =
      std::make_shared<Classifier>(Classifier{.labels = {"car", "dog"},
                                              .feature = detector.feature,
                                              .statistics = detector.statistics,
                                              .model_options = models::ResNetOptions{.width = 0.25},
                                              .temperature = 1.5});
  tagger->model =
      models::make_model(tagger->model_options, {.in_channels = 1, .num_classes = 2}, 1);
  detector.tagging = {tagger, {.window_seconds = 1, .reach_seconds = 3}};
  return detector;
}

TEST(Detector, StepsAndTaggerComeBack) {
  const test::TemporaryFolder folder;
  const Detector saved = with_steps();
  save_detector(saved, folder / "model.safetensors");
  const Detector loaded = load_detector(folder / "model.safetensors");
  EXPECT_EQ(loaded.steps, saved.steps);
  ASSERT_TRUE(loaded.tagging.has_value());
  EXPECT_EQ(loaded.tagging->options, saved.tagging->options);
  EXPECT_EQ(loaded.tagging->classifier->temperature, 1.5);
  const models::EvaluationGuard first(*saved.tagging->classifier->model),
      second(*loaded.tagging->classifier->model);
  const at::Tensor input = at::randn({1, 1, 4, 40});
  EXPECT_TRUE(at::equal(saved.tagging->classifier->model->forward(input),
                        loaded.tagging->classifier->model->forward(input)));
}

TEST(Detector, DamagedStepsAreRefused) {
  const test::TemporaryFolder folder;
  const auto path = folder / "model.safetensors";
  for (const auto& [key, text] :
       {std::pair{"steps", "[{}]"}, std::pair{"steps", "[{\"type\": \"dance\"}]"},
        std::pair{"steps", "[{\"type\": \"median\", \"seconds\": [1]}]"},
        std::pair{"steps",
                  "[{\"type\": \"bigram\", \"labels\": [\"car\"], \"counts\": [1], "
                  "\"threshold\": 0.1, \"weight\": 1}]"},
        std::pair{"steps", "[{\"type\": \"gate\", \"kind\": \"ajar\"}]"}, std::pair{"tagger", "{}"},
        std::pair{"tags", "{\"source\": \"guessed\"}"}, std::pair{"num_conditions", "2"}}) {
    save_detector(with_steps(), path);
    core::SafeTensors file = core::read_safetensors(path);
    file.metadata[key] = text;
    core::write_safetensors(path, file);
    EXPECT_THROW(load_detector(path), core::BadData) << key << " = " << text;
  }
}

TEST(Detector, StepsThatDoNotFitTheDetectorAreRefused) {
  const test::TemporaryFolder folder;
  const auto path = folder / "model.safetensors";
  for (const char* steps :
       {"[{\"type\": \"gate\", \"kind\": \"hard\", \"amount\": 0.1}]",
        "[{\"type\": \"median\", \"seconds\": [1, 1e9]}]",
        "[{\"type\": \"stack\", \"classes\": [{\"bias\": 0, \"weights\": [1, 1]}, {\"bias\": 0, "
        "\"weights\": [1, 1]}]}]",
        "[{\"type\": \"bigram\", \"labels\": [\"dog\", \"car\"], \"counts\": [1, 1, 1, 1, 1, 1], "
        "\"threshold\": 0.1, \"weight\": 1}]",
        "[{\"type\": \"bigram\", \"labels\": [\"car\", \"dog\"], \"counts\": [1, 1, 1, 1, 1, 1], "
        "\"threshold\": 0.1, \"weight\": -1}]"}) {
    save_detector(small_detector(), path);
    core::SafeTensors file = core::read_safetensors(path);
    file.metadata["steps"] = steps;
    core::write_safetensors(path, file);
    EXPECT_THROW(load_detector(path), core::BadData) << steps;
  }
}

TEST(Detector, ForeignAndDamagedFilesAreRefused) {
  const test::TemporaryFolder folder;
  const auto path = folder / "model.safetensors";
  EXPECT_THROW(load_detector(path), core::MissingInput);
  save_detector(small_detector(), path);
  EXPECT_THROW(load_classifier(path), core::BadData);
  for (const auto& [key, text] :
       {std::pair{"schema", "pinna.classifier/2"}, std::pair{"decoding", "[]"},
        std::pair{"decoding", "[{\"threshold\": 2}, {}]"}, std::pair{"mean", "[1]"},
        std::pair{"model", "{\"type\": \"resnet\"}"}, std::pair{"labels", "[\"car\"]"}}) {
    save_detector(small_detector(), path);
    core::SafeTensors file = core::read_safetensors(path);
    file.metadata[key] = text;
    core::write_safetensors(path, file);
    EXPECT_THROW(load_detector(path), core::BadData) << key << " = " << text;
  }
}

}  // namespace
}  // namespace pinna::evaluation
