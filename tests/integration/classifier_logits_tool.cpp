// The C++ side of onnx_test.py.
//
//     classifier_logits_tool MODEL.safetensors WAVEFORMS.npy LOGITS.npy
//         the logits [batch, classes] of a run's network for waveforms [batch, samples]

#include <cstdlib>
#include <iostream>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/core/npy.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/features/feature.h"
#include "pinna/models/model.h"
#include "pinna/models/tensor_arrays.h"

namespace {

using namespace pinna;

at::Tensor input_of(const evaluation::Classifier& classifier, const at::Tensor& waveform) {
  const auto feature = features::make_feature(classifier.feature);
  features::FeatureMatrix matrix =
      feature->compute({waveform.data_ptr<float>(), static_cast<size_t>(waveform.numel())});
  features::standardize(matrix, classifier.statistics);
  return at::tensor(matrix.values).view({1, 1, matrix.bins, matrix.frames});
}

void run(const std::string& model, const std::string& waveforms, const std::string& output) {
  const evaluation::Classifier classifier = evaluation::load_classifier(model);
  const models::EvaluationGuard evaluation(*classifier.model);
  const at::Tensor samples = models::to_tensor(core::read_npy(waveforms)).contiguous();
  std::vector<at::Tensor> inputs;
  for (int64_t i = 0; i < samples.size(0); ++i)
    inputs.push_back(input_of(classifier, samples[i].contiguous()));
  core::write_npy(output, models::to_array(classifier.model->forward(at::cat(inputs))));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: see the top of classifier_logits_tool.cpp\n";
    return 2;
  }
  try {
    run(argv[1], argv[2], argv[3]);
    return EXIT_SUCCESS;
  } catch (const core::Error& error) {
    std::cerr << error.what() << '\n';
    return core::exit_code(error.kind());
  }
}
