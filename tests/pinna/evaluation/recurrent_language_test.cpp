#include "pinna/evaluation/recurrent_language.h"

#include <cmath>

#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/models/label_rnn.h"

namespace pinna::evaluation {
namespace {

const events::EventTable language_scenes{{"a", {{0, 1, "car"}, {1, 2, "dog"}}},
                                         {"b", {{0, 1, "dog"}}}};

std::shared_ptr<models::LabelRnn> any_label_rnn() {
  torch::manual_seed(1);
  auto network = std::make_shared<models::LabelRnn>(2, 4);
  network->eval();
  return network;
}

RecurrentLanguage any_language() {
  return {any_label_rnn(), decoding::LabelBigram(language_scenes, {"car", "dog"})};
}

TEST(LabelRnn, ProbabilitiesOfAllNextLabelsSumToOneAndDependOnWhatCameBefore) {
  const auto network = any_label_rnn();
  const at::Tensor car = padded(std::vector<decoding::LabelSequence>{{0, 0}, {1, 0}});
  const at::Tensor dog = padded(std::vector<decoding::LabelSequence>{{0, 1}, {1, 1}});
  const at::Tensor a = network->log_probabilities(car).exp();
  const at::Tensor b = network->log_probabilities(dog).exp();
  for (int64_t before = 0; before < 2; ++before)
    EXPECT_NEAR((a[before][1] + b[before][1]).item<double>(), 1, 1e-6);
  EXPECT_NEAR((a[0][0] + a[1][0]).item<double>(), 1, 1e-6) << "the first label";
  EXPECT_NE(a[0][1].item<double>(), a[1][1].item<double>());
}

TEST(RecurrentLanguage, ScoresAreRelativeToFrequenciesAndDoNotDependOnTheBatch) {
  const RecurrentLanguage language = any_language();
  const std::vector<decoding::LabelSequence> many{{0}, {}, {1, 0, 1}};
  const std::vector<double> scores = language.language_scores(many);
  EXPECT_EQ(scores[1], 0);
  for (size_t i = 0; i < many.size(); ++i)
    EXPECT_NEAR(language.language_scores({&many[i], 1})[0], scores[i], 1e-5) << i;
  const double first = any_label_rnn()
                           ->log_probabilities(padded(std::vector<decoding::LabelSequence>{{0}}))
                           .item<double>();
  // Of three events one is a car, one added to each count: 2 of 5.
  EXPECT_NEAR(scores[0], first - std::log(0.4), 1e-6);
}

TEST(RecurrentLanguage, ComesBackFromItsFile) {
  const RecurrentLanguage language = any_language();
  const auto loaded = recurrent_language_from(to_safetensors(language), "here");
  EXPECT_EQ(loaded->labels(), language.labels());
  const std::vector<decoding::LabelSequence> sequences{{0, 1}, {1, 1, 0}};
  EXPECT_EQ(loaded->language_scores(sequences), language.language_scores(sequences));
  for (const auto& [key, text] :
       {std::pair{"cells", "0"}, std::pair{"cells", "5"}, std::pair{"counts", "[1]"},
        std::pair{"labels", "[\"car\"]"}, std::pair{"schema", "other"}}) {
    core::SafeTensors file = to_safetensors(language);
    file.metadata[key] = text;
    EXPECT_THROW(recurrent_language_from(file, "here"), core::BadData) << key << " = " << text;
  }
}

}  // namespace
}  // namespace pinna::evaluation
