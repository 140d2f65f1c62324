// What the parts of the Python module share.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

namespace pinna::python {

namespace py = pybind11;
using FloatArray = py::array_t<float, py::array::c_style>;

/// An array of that shape which owns the values; nothing is copied.
inline FloatArray array_of(std::vector<float> values, std::vector<py::ssize_t> shape) {
  auto* held = new std::vector<float>(std::move(values));
  py::capsule owner(held, [](void* pointer) { delete static_cast<std::vector<float>*>(pointer); });
  return FloatArray(std::move(shape), held->data(), owner);
}

/// A view of the array's values. ValueError unless it has one dimension and no gaps.
inline std::span<const float> samples_of(const FloatArray& array) {
  if (array.ndim() != 1)
    throw py::value_error("samples: got an array of " + std::to_string(array.ndim()) +
                          " dimensions, expected one: [time]; take one channel, or mix them");
  return {array.data(), static_cast<size_t>(array.size())};
}

/// Objects, arrays, numbers and text as Python's own.
inline py::object python_of(const nlohmann::ordered_json& json) {
  return py::module_::import("json").attr("loads")(json.dump());
}

void bind_audio(py::module_& module);
void bind_features(py::module_& module);
void bind_data(py::module_& module);
void bind_metrics(py::module_& module);
void bind_runs(py::module_& module);

}  // namespace pinna::python
