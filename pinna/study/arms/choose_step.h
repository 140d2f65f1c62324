// The arms that add a step to a detector's scores: one function and one file each. Every setting is
// chosen on validation scenes, by PSDS1.
#pragma once

#include "pinna/decoding/score_steps.h"
#include "pinna/study/arms/validation.h"
#include "pinna/study/combination_options.h"

namespace pinna::study {

/// For each class the width that gives the class alone its highest PSDS1; of equals the first. No
/// smoothing for a class that the validation scenes do not have.
decoding::ScoreStep choose_step(const MedianCombination& options, const Validation& validation);

/// Durations of the training scenes; stages and frame weight for all classes.
decoding::ScoreStep choose_step(const HmmCombination& options, const Validation& validation);

/// One amount for all classes.
decoding::ScoreStep choose_step(const GateCombination& options, const Validation& validation);

/// Which label follows which in the training scenes; one weight.
decoding::ScoreStep choose_step(const BigramCombination& options, const Validation& validation);

/// A recurrent network learns the sequences of the training scenes, to the epoch that is best on
/// those of the validation scenes; one weight.
decoding::ScoreStep choose_step(const RecurrentCombination& options, const Validation& validation);

/// Fitted to the frames of the validation scenes: out of what the networks were trained on.
decoding::ScoreStep choose_step(const StackCombination& options, const Validation& validation);

}  // namespace pinna::study
