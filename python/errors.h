// The library's exceptions as Python's.
#pragma once

#include <pybind11/pybind11.h>

#include "pinna/core/error.h"

namespace pinna::python {

/// InvalidOptions -> ValueError, BadData -> pinna.BadData (a ValueError), MissingInput ->
/// FileNotFoundError, IoError -> OSError, Interrupted -> KeyboardInterrupt, others -> RuntimeError.
inline void register_errors() {
  pybind11::register_local_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const core::InvalidOptions& error) {
      PyErr_SetString(PyExc_ValueError, error.what());
    } catch (const core::BadData& error) {
      const auto type = pybind11::module_::import("pinna._errors").attr("BadData");
      PyErr_SetString(type.ptr(), error.what());
    } catch (const core::MissingInput& error) {
      PyErr_SetString(PyExc_FileNotFoundError, error.what());
    } catch (const core::IoError& error) {
      PyErr_SetString(PyExc_OSError, error.what());
    } catch (const core::Interrupted& error) {
      PyErr_SetString(PyExc_KeyboardInterrupt, error.what());
    } catch (const core::Error& error) {
      PyErr_SetString(PyExc_RuntimeError, error.what());
    }
  });
}

}  // namespace pinna::python
