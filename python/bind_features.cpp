#include <complex>

#include "python/bind.h"

#include "pinna/core/config.h"
#include "pinna/core/json_text.h"
#include "pinna/dsp/flush_denormals.h"
#include "pinna/features/feature.h"
#include "pinna/features/feature_options.h"
#include "pinna/features/matrix_array.h"
#include "pinna/report/feature_figure.h"
#include "pinna/report/feature_panel.h"

namespace pinna::python {
namespace {

using features::Feature;

/// Keyword arguments, by way of JSON, into the table that a recipe would hold.
core::ConfigTable table_of(const std::string& name, const std::string& options) {
  const core::Origin origin{"Python", 0, 0};
  core::ConfigTable table(origin);
  table.set("type", {.data = name, .origin = origin});
  const core::ConfigTable given = core::from_json(core::parse_json(options, "Python"), "Python");
  for (const auto& [key, value] : given.items()) table.set(key, value);
  return table;
}

/// [rows, frames] as a file of the program holds it: complex64 of a complex feature.
py::array compute(const Feature& feature, const FloatArray& samples) {
  const std::span<const float> mono = samples_of(samples);
  features::FeatureMatrix matrix;
  {
    const py::gil_scoped_release release;
    const dsp::FlushDenormals as_in_the_program;
    matrix = feature.compute(mono);
  }
  const py::ssize_t bins = matrix.bins, frames = matrix.frames;
  if (features::array_type(feature) == core::DType::float32)
    return array_of(std::move(matrix.values), {bins, frames});
  py::array_t<std::complex<float>> complex({bins / 2, frames});
  auto* out = complex.mutable_data();
  for (py::ssize_t i = 0; i < bins / 2 * frames; ++i)
    out[i] = {matrix.values[static_cast<size_t>(i)],
              matrix.values[static_cast<size_t>(bins / 2 * frames + i)]};
  return complex;
}

py::object explain(const std::string& name, const std::string& options) {
  auto rows = nlohmann::ordered_json::array();
  for (const auto& setting : features::explain_feature(table_of(name, options), ""))
    rows.push_back({{"setting", setting.name},
                    {"value", setting.value},
                    {"from", setting.origin},
                    {"meaning", setting.meaning}});
  return python_of(rows);
}

py::object descriptions() {
  auto rows = nlohmann::ordered_json::array();
  for (const auto& feature : features::describe_features()) {
    auto presets = nlohmann::ordered_json::array();
    for (const auto& preset : feature.presets) presets.push_back(preset.name);
    rows.push_back({{"name", feature.name}, {"meaning", feature.meaning}, {"presets", presets}});
  }
  return python_of(rows);
}

py::bytes picture(const std::vector<std::shared_ptr<Feature>>& list, const FloatArray& samples,
                  const std::vector<std::string>& titles) {
  const std::span<const float> mono = samples_of(samples);
  std::string bytes;
  {
    py::gil_scoped_release release;
    std::vector<report::FeaturePanel> panels;
    for (size_t i = 0; i < list.size(); ++i)
      for (auto& panel : report::feature_panels(*list[i], mono, titles[i]))
        panels.push_back(std::move(panel));
    bytes = report::render(report::feature_figure(std::move(panels)), report::FigureFormat::png);
  }
  return py::bytes(bytes);
}

}  // namespace

void bind_features(py::module_& module) {
  py::class_<Feature, std::shared_ptr<Feature>>(module, "Feature")
      .def(py::init([](const std::string& name, const std::string& options) {
             return std::shared_ptr<Feature>(
                 features::make_feature(features::parse_feature(table_of(name, options), "")));
           }),
           py::arg("name"), py::arg("options"))
      .def_property_readonly("sample_rate", &Feature::sample_rate)
      .def("compute", &compute, py::arg("samples"));
  module.def("explain_feature", &explain, py::arg("name"), py::arg("options"));
  module.def("describe_features", &descriptions);
  module.def("feature_picture", &picture, py::arg("features"), py::arg("samples"),
             py::arg("titles"));
}

}  // namespace pinna::python
