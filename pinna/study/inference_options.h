// What a network that is trained takes from another inference, as a recipe says it. Free of torch.
// Runs are named as in study/combination_options.h.
#pragma once

#include <cstdint>
#include <string>

#include "pinna/core/options.h"
#include "pinna/data/augment_options.h"
#include "pinna/data/clip_input.h"
#include "pinna/evaluation/tag_options.h"

namespace pinna::study {

/// Training begins with the layers of another run's network that have the same names and shapes,
/// and standardises as that one does.
struct TransferOptions {
  std::string from = "";
  bool freeze = false;

  static void fields(auto&& field) {
    field("from", &TransferOptions::from,
          "the run whose layers training begins with: a folder with {fold} and {seed}, or @ARM; "
          "empty: none");
    field("freeze", &TransferOptions::freeze, "whether these layers stay as they are");
  }
  bool operator==(const TransferOptions&) const = default;
};

/// A detector is told what a classifier says of the sound around each moment.
struct ConditionOptions {
  std::string tagger = "";
  evaluation::TagOptions tags = {};

  static void fields(auto&& field) {
    field("tagger", &ConditionOptions::tagger,
          "the classifier's run: a folder with {fold} and {seed}, or @ARM; empty: none");
    field("tags", &ConditionOptions::tags, "how the classifier's answers become tags");
  }
  bool operator==(const ConditionOptions&) const = default;
};

/// The network of a detector classifies clips too; training.balance says how the losses are added.
struct JointOptions {
  int64_t clips_per_step = 0;
  data::ClipInputOptions input = {};
  data::AugmentOptions augment = {};

  static void fields(auto&& field) {
    field("clips_per_step", &JointOptions::clips_per_step,
          "clips beside each batch of scenes; 0: the network does not classify clips",
          core::between(0, 4096));
    field("input", &JointOptions::input, "of these clips, from a file to samples");
    field("augment", &JointOptions::augment, "random changes to these clips");
  }
  bool operator==(const JointOptions&) const = default;
};

}  // namespace pinna::study
