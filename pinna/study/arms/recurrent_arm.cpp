#include <algorithm>
#include <limits>
#include <memory>

#include <torch/torch.h>

#include "pinna/core/random.h"
#include "pinna/evaluation/recurrent_language.h"
#include "pinna/models/compat.h"
#include "pinna/models/label_rnn.h"
#include "pinna/models/weights.h"
#include "pinna/study/arms/choose_step.h"

namespace pinna::study {
namespace {

constexpr double learning_rate = 0.005;
constexpr int64_t batch_sequences = 64;

std::vector<decoding::LabelSequence> sequences_of(const events::EventTable& table,
                                                  const std::vector<std::string>& labels) {
  std::vector<decoding::LabelSequence> sequences;
  for (const auto& [name, events] : table) {
    std::vector<events::Event> sorted = events;
    std::ranges::stable_sort(sorted, {}, &events::Event::onset);
    decoding::LabelSequence sequence;
    for (const events::Event& event : sorted)
      sequence.push_back(std::ranges::find(labels, event.event_label) - labels.begin());
    if (!sequence.empty()) sequences.push_back(std::move(sequence));
  }
  return sequences;
}

/// Mean over labels.
at::Tensor loss_of(models::LabelRnn& network, const at::Tensor& labels) {
  return -network.log_probabilities(labels).sum() / labels.ge(0).sum();
}

/// The weights of the epoch with the lowest loss on the validation sequences.
std::shared_ptr<models::LabelRnn> trained(const RecurrentCombination& options,
                                          const Validation& validation) {
  constexpr uint64_t seed = 1;
  const models::SeedGuard guard(seed);
  const auto network =
      std::make_shared<models::LabelRnn>(std::ssize(validation.labels), options.cells);
  const at::Tensor known =
      evaluation::padded(sequences_of(validation.training_events, validation.labels));
  const at::Tensor held_out =
      evaluation::padded(sequences_of(validation.events, validation.labels));
  torch::optim::Adam adam(network->parameters(), torch::optim::AdamOptions(learning_rate));
  core::SafeTensors best = models::weights_of(*network);
  double lowest = std::numeric_limits<double>::infinity();
  for (int64_t epoch = 0; epoch < options.epochs; ++epoch) {
    for (const at::Tensor& batch :
         known.index_select(0, at::randperm(known.size(0))).split(batch_sequences)) {
      adam.zero_grad();
      loss_of(*network, batch).backward();
      adam.step();
    }
    const torch::NoGradGuard no_grad;
    const auto loss = loss_of(*network, held_out).item<double>();
    if (loss >= lowest) continue;
    lowest = loss;
    best = models::weights_of(*network);
  }
  models::load_weights(*network, best, "language model");
  network->eval();
  return network;
}

}  // namespace

decoding::ScoreStep choose_step(const RecurrentCombination& options, const Validation& validation) {
  const auto model = std::make_shared<evaluation::RecurrentLanguage>(
      trained(options, validation),
      decoding::LabelBigram(validation.training_events, validation.labels));
  std::vector<decoding::ScoreStep> steps;
  for (const double weight : options.weights)
    steps.emplace_back(decoding::RescoringStep{.model = model,
                                               .threshold = options.threshold,
                                               .weight = weight,
                                               .num_subsets = options.num_subsets});
  return best_step(validation, steps);
}

}  // namespace pinna::study
