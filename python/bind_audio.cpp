#include "python/bind.h"

#include "pinna/audio/decode.h"
#include "pinna/audio/encode.h"
#include "pinna/audio/level.h"
#include "pinna/audio/resample.h"
#include "pinna/core/error.h"

namespace pinna::python {
namespace {

using audio::Waveform;

/// [time] or [channels, time] -> a waveform of its own.
Waveform waveform_of(const FloatArray& samples, int64_t sample_rate) {
  if (samples.ndim() < 1 || samples.ndim() > 2)
    throw py::value_error("samples: got " + std::to_string(samples.ndim()) +
                          " dimensions, expected [time] or [channels, time]");
  audio::require_rate(sample_rate, "sample_rate");
  return {.samples = {samples.data(), samples.data() + samples.size()},
          .num_channels = samples.ndim() == 2 ? samples.shape(0) : 1,
          .sample_rate = sample_rate};
}

/// The samples where they lie; `self` lives as long as the array.
py::array view_of(py::object self) {
  auto& waveform = self.cast<Waveform&>();
  return FloatArray({waveform.num_channels, waveform.num_frames()}, waveform.samples.data(), self);
}

}  // namespace

void bind_audio(py::module_& module) {
  py::class_<Waveform>(module, "Waveform")
      .def(py::init(&waveform_of), py::arg("samples"), py::arg("sample_rate"))
      .def_property_readonly("samples", &view_of)
      .def_readonly("sample_rate", &Waveform::sample_rate)
      .def_readonly("num_channels", &Waveform::num_channels)
      .def_property_readonly("num_frames", &Waveform::num_frames)
      .def_property_readonly("seconds", &Waveform::seconds)
      .def("mono", &audio::to_mono, py::call_guard<py::gil_scoped_release>())
      .def(
          "resample",
          [](const Waveform& waveform, int64_t sample_rate) {
            return audio::resample(waveform, sample_rate);
          },
          py::arg("sample_rate"), py::call_guard<py::gil_scoped_release>());
  module.def(
      "read_audio", [](const std::filesystem::path& path) { return audio::read_audio(path); },
      py::arg("path"), py::call_guard<py::gil_scoped_release>());
  module.def(
      "write_audio",
      [](const std::filesystem::path& path, const Waveform& waveform) {
        audio::write_audio(path, waveform);
      },
      py::arg("path"), py::arg("waveform"), py::call_guard<py::gil_scoped_release>());
  module.def(
      "write_float_wav",
      [](const std::filesystem::path& path, const Waveform& waveform) {
        audio::write_audio(path, waveform, audio::WavEncoding::float32);
      },
      py::arg("path"), py::arg("waveform"), py::call_guard<py::gil_scoped_release>());
  module.def("wav_bytes", [](const Waveform& waveform) {
    std::string bytes;
    {
      py::gil_scoped_release release;
      bytes = audio::encode_audio(waveform, audio::AudioFormat::wav);
    }
    return py::bytes(bytes);
  });
}

}  // namespace pinna::python
