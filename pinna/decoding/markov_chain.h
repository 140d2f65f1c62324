// Hidden Markov chains: the best path and the probabilities of states (Rabiner, "A tutorial on
// hidden Markov models and selected applications in speech recognition", Proc. IEEE 77, 1989).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace pinna::decoding {

/// Natural logarithms of probabilities; minus infinity is impossible.
struct MarkovChain {
  std::vector<double> log_initial = {};     ///< [states]
  std::vector<double> log_transition = {};  ///< row-major [from, to]

  int64_t num_states() const { return static_cast<int64_t>(log_initial.size()); }
};

/// The most probable states, one a step; of equals the first. `log_emission`: row-major [steps,
/// states], how well each state explains what was observed, up to a constant a step.
/// InvalidOptions unless sizes fit, and if no path is possible.
std::vector<int64_t> viterbi(const MarkovChain& chain, std::span<const double> log_emission);

/// Probability of each state at each step given all that was observed, [steps, states], by the
/// forward-backward algorithm in logarithms. Throws likewise.
std::vector<double> state_probabilities(const MarkovChain& chain,
                                        std::span<const double> log_emission);

/// log(exp(a) + exp(b) + ...); minus infinity for nothing.
double log_sum(std::span<const double> logs);

}  // namespace pinna::decoding
