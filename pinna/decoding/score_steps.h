// What may happen to a detector's scores before they become events, one step after the other.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/decoding/activity_hmm.h"
#include "pinna/decoding/label_bigram.h"
#include "pinna/decoding/logistic_stack.h"
#include "pinna/decoding/sequence_model.h"
#include "pinna/events/frame_scores.h"

namespace pinna::decoding {

/// Running medians, one width for each class [s].
struct MedianStep {
  static constexpr std::string_view type_name = "median";
  std::vector<double> seconds = {};
  bool operator==(const MedianStep&) const = default;
};

/// Durations that were learnt from labels, one HMM for each class.
struct HmmStep {
  static constexpr std::string_view type_name = "hmm";
  std::vector<ActivityHmm> hmms = {};
  bool operator==(const HmmStep&) const = default;
};

/// How tags stand over scores.
enum class GateKind {
  hard,  ///< scores are 0 where the tag is below `amount`
  soft,  ///< scores are multiplied by the tag to the power of `amount`
};

}  // namespace pinna::decoding

template <>
struct pinna::core::EnumNames<pinna::decoding::GateKind> {
  using Kind = decoding::GateKind;
  static constexpr std::array names{std::pair{Kind::hard, "hard"}, std::pair{Kind::soft, "soft"}};
};

namespace pinna::decoding {

/// Tags of the classes around each moment let scores pass or not.
struct GateStep {
  static constexpr std::string_view type_name = "gate";
  GateKind kind = GateKind::hard;
  double amount = 0.1;
  static void fields(auto&& field) {
    field("kind", &GateStep::kind, "hard | soft");
    field("amount", &GateStep::amount, "hard: threshold of tags; soft: exponent of tags",
          core::between(0, 10));
  }
  bool operator==(const GateStep&) const = default;
};

/// Events that the scores propose, weighed by which label follows which (event_lattice.h).
struct BigramStep {
  static constexpr std::string_view type_name = "bigram";
  LabelBigram bigram;
  double threshold = 0.1;
  double weight = 1;

  static void fields(auto&& field) {
    field("threshold", &BigramStep::threshold, "of scores that propose an event",
          core::between(0.001, 0.999));
    field("weight", &BigramStep::weight, "of the language model", core::between(0, 100));
  }
  bool operator==(const BigramStep&) const = default;
};

/// The likeliest sets of proposed events, weighed by a model that remembers more than one label.
struct RescoringStep {
  static constexpr std::string_view type_name = "rescoring";
  std::shared_ptr<const SequenceModel> model = nullptr;
  double threshold = 0.1;
  double weight = 1;
  int64_t num_subsets = 256;

  static void fields(auto&& field) {
    field("threshold", &RescoringStep::threshold, "of scores that propose an event",
          core::between(0.001, 0.999));
    field("weight", &RescoringStep::weight, "of the language model", core::between(0, 100));
    field("num_subsets", &RescoringStep::num_subsets, "sets of proposed events that are rescored",
          core::between(1, 65536));
  }
  bool operator==(const RescoringStep&) const = default;
};

/// The scores of several detectors and, where there are some, the tags, weighed for each class.
struct StackStep {
  static constexpr std::string_view type_name = "stack";
  std::vector<LogisticStack> classes = {};
  bool operator==(const StackStep&) const = default;
};

using ScoreStep = std::variant<MedianStep, HmmStep, GateStep, BigramStep, RescoringStep, StackStep>;

/// What is known of the same recording besides the scores: any frames and order of classes.
struct Surroundings {
  const events::FrameScores* tags = nullptr;            ///< null where there are none
  std::vector<const events::FrameScores*> others = {};  ///< of other detectors
};

/// InvalidOptions for a gate without tags, for steps of another number of classes and for a stack
/// of another number of opinions.
events::FrameScores apply(const ScoreStep& step, events::FrameScores scores,
                          const Surroundings& surroundings = {});

/// What a stack weighs, row-major [frames, opinions]: the class's score, that of each other
/// detector, and the tag where there are some.
std::vector<float> opinions_on(const events::FrameScores& scores, const Surroundings& surroundings,
                               int64_t index);

}  // namespace pinna::decoding
