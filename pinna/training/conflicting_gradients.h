// Several losses on one network: gradients that pull in opposite directions.
#pragma once

#include <span>

#include <ATen/core/Tensor.h>

namespace pinna::core {
class Random;
}

namespace pinna::training {

/// The sum of the tasks' gradients, each a vector of the same length, after each has lost its part
/// against every other, in random order: where g_i * g_j < 0, g_i becomes g_i - g_i * g_j / |g_j|^2
/// g_j, with g_j as it came (PCGrad; Yu, Kumar, Gupta, Levine, Hausman and Finn, "Gradient surgery
/// for multi-task learning", NeurIPS 2020, algorithm 1). InvalidOptions for no gradient or
/// different lengths.
at::Tensor without_conflicts(std::span<const at::Tensor> gradients, core::Random& random);

}  // namespace pinna::training
