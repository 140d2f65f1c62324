// pinna._core: everything that needs no network.
#include "python/bind.h"
#include "python/errors.h"

#include "pinna/dsp/flush_denormals.h"

PYBIND11_MODULE(_core, module) {
  module.doc() = "Sound, features, datasets, metrics and records of Pinna, without LibTorch.";
  pinna::dsp::keep_denormals();  // a library that is loaded with us flushes them for everybody
  pinna::python::register_errors();
  pinna::python::bind_audio(module);
  pinna::python::bind_features(module);
  pinna::python::bind_data(module);
  pinna::python::bind_metrics(module);
  pinna::python::bind_runs(module);
}
