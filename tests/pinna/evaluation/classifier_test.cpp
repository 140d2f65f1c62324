#include "pinna/evaluation/classifier.h"

#include <string>

#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/core/safetensors.h"
#include "pinna/models/make_model.h"
#include "pinna/models/model.h"

namespace pinna::evaluation {
namespace {

Classifier small_classifier() {
  features::LogMelOptions feature;
  feature.mel.n_mels = 3;
  Classifier classifier{.labels = {"dog", "rain"},
                        .feature = feature,
                        .statistics = {.mean = {-30, -40, -50}, .deviation = {10, 11, 12}},
                        .epoch = 7};
  classifier.model =
      models::make_model(classifier.model_options, {.in_channels = 1, .num_classes = 2}, 1);
  return classifier;
}

/// A saved classifier whose entry `key` of the metadata is `text`.
void expect_refused(const std::string& key, const std::string& text) {
  const test::TemporaryFolder folder;
  const auto path = folder / "model.safetensors";
  save_classifier(small_classifier(), path);
  core::SafeTensors file = core::read_safetensors(path);
  file.metadata[key] = text;
  core::write_safetensors(path, file);
  try {
    load_classifier(path);
    FAIL() << key << " = " << text << " was accepted";
  } catch (const core::BadData& error) {
    EXPECT_NE(std::string(error.what()).find("model.safetensors"), std::string::npos);
  }
}

TEST(Classifier, GoesThroughAFile) {
  const test::TemporaryFolder folder;
  const Classifier saved = small_classifier();
  save_classifier(saved, folder / "model.safetensors");
  const Classifier loaded = load_classifier(folder / "model.safetensors");
  EXPECT_EQ(loaded.labels, saved.labels);
  EXPECT_EQ(loaded.feature, saved.feature);
  EXPECT_EQ(loaded.statistics, saved.statistics);
  EXPECT_EQ(loaded.epoch, 7);
  EXPECT_TRUE(at::equal(loaded.model->parameters()[0], saved.model->parameters()[0]));
}

TEST(Classifier, TemperatureGoesThroughAFileAndIsOneInOlderFiles) {
  const test::TemporaryFolder folder;
  const auto path = folder / "model.safetensors";
  Classifier saved = small_classifier();
  saved.temperature = 1.75;
  save_classifier(saved, path);
  EXPECT_EQ(load_classifier(path).temperature, 1.75);
  core::SafeTensors file = core::read_safetensors(path);
  file.metadata.erase("temperature");
  core::write_safetensors(path, file);
  EXPECT_EQ(load_classifier(path).temperature, 1);
  for (const char* text : {"0", "-1", "\"x\"", "null"}) expect_refused("temperature", text);
}

TEST(Classifier, StatisticsThatDoNotFitTheFeatureAreRefused) {
  expect_refused("deviation", "[10]");
  expect_refused("mean", "[1, 2, 3, 4]");
  expect_refused("deviation", "[10, 0, 12]");
  expect_refused("deviation", "[10, -1, 12]");
  expect_refused("mean", "[1, 2, 1e300]");
}

TEST(Classifier, DamagedMetadataIsRefused) {
  expect_refused("labels", "[\"dog\"");
  expect_refused("labels", "[\"dog\"]");
  expect_refused("schema", "pinna.classifier/1");
  expect_refused("epoch", "\"seven\"");
}

}  // namespace
}  // namespace pinna::evaluation
