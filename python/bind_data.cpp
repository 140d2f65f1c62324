#include "python/bind.h"

#include "pinna/core/config.h"
#include "pinna/core/json_text.h"
#include "pinna/core/options.h"
#include "pinna/data/audit.h"
#include "pinna/data/clip_table.h"
#include "pinna/data/describe.h"
#include "pinna/data/read_dataset.h"

namespace pinna::python {
namespace {

data::ClipTable read(const std::filesystem::path& root, const std::string& options) {
  return data::read_dataset(core::parse_options(
      core::from_json(core::parse_json(options, "Python"), "Python"), data::guess_dataset(root)));
}

}  // namespace

void bind_data(py::module_& module) {
  using data::Clip;
  using data::ClipTable;
  py::class_<Clip>(module, "Clip")
      .def_readonly("id", &Clip::id)
      .def_readonly("path", &Clip::path)
      .def_readonly("label", &Clip::label)
      .def_readonly("target", &Clip::target)
      .def_readonly("fold", &Clip::fold)
      .def_readonly("group", &Clip::group)
      .def_readonly("onset", &Clip::onset)
      .def_readonly("offset", &Clip::offset)
      .def("__repr__", [](const Clip& clip) {
        return "Clip(id='" + clip.id + "', label='" + clip.label +
               "', fold=" + std::to_string(clip.fold) + ")";
      });
  py::class_<ClipTable>(module, "Dataset")
      .def_readonly("name", &ClipTable::name)
      .def_readonly("labels", &ClipTable::labels)
      .def_readonly("clips", &ClipTable::clips)
      .def_readonly("licence", &ClipTable::licence)
      .def_property_readonly("folds", &ClipTable::folds)
      .def("__len__", &ClipTable::num_clips)
      .def("describe",
           [](const ClipTable& table) { return python_of(data::to_json(data::describe(table))); })
      .def("findings", [](const ClipTable& table) {
        data::AuditReport report;
        {
          py::gil_scoped_release release;
          report = data::audit(table);
        }
        return python_of(data::to_json(report));
      });
  module.def("read_dataset", &read, py::arg("root"), py::arg("options"));
}

}  // namespace pinna::python
