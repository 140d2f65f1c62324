// The C++ side of torchvision_resnet_test.py.
//
//     torchvision_resnet_tool make DEPTH CHANNELS CLASSES SEED WEIGHTS
//         writes the weights of a fresh network
//     torchvision_resnet_tool logits DEPTH CHANNELS CLASSES WEIGHTS INPUT.npy LOGITS.npy
//         runs [batch, channels, bins, frames] through the network with these weights

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/core/npy.h"
#include "pinna/core/safetensors.h"
#include "pinna/models/make_model.h"
#include "pinna/models/tensor_arrays.h"
#include "pinna/models/weights.h"

namespace {

using namespace pinna;

std::shared_ptr<models::Model> make(const std::vector<std::string>& arguments, uint64_t seed) {
  return models::make_model(
      models::ResNetOptions{.depth = std::stoll(arguments[1])},
      {.in_channels = std::stoll(arguments[2]), .num_classes = std::stoll(arguments[3])}, seed);
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.size() == 6 && arguments[0] == "make") {
    const auto model = make(arguments, std::stoull(arguments[4]));
    core::write_safetensors(arguments[5], models::weights_of(*model));
    return EXIT_SUCCESS;
  }
  if (arguments.size() == 7 && arguments[0] == "logits") {
    const auto model = make(arguments, 0);
    models::load_weights(*model, core::read_safetensors(arguments[4]), arguments[4]);
    const models::EvaluationGuard evaluation(*model);
    const at::Tensor logits = model->forward(models::to_tensor(core::read_npy(arguments[5])));
    core::write_npy(arguments[6], models::to_array(logits));
    return EXIT_SUCCESS;
  }
  std::cerr << "usage: see the top of torchvision_resnet_tool.cpp\n";
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run({argv + 1, argv + argc});
  } catch (const core::Error& error) {
    std::cerr << error.what() << '\n';
    return core::exit_code(error.kind());
  }
}
