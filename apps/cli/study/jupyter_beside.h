// The Python that executes notebooks of this program.
#pragma once

#include "pinna/report/jupyter.h"

namespace pinna::cli {

/// With the module that `make python` leaves in python/ beside this program. From now on the first
/// Ctrl-C only asks the notebook to stop.
report::Jupyter jupyter_beside_program();

}  // namespace pinna::cli
