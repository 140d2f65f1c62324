// What pinna inspect prints for people.
#pragma once

#include <string>

#include "pinna/runs/inspection.h"

namespace pinna::cli {

/// Tables of the views, of their scores if there is a reference, and of the longest disagreements.
std::string text_of(const runs::Inspection& inspection);

/// A sentence about the labels that not all views know; empty if there are none.
std::string label_warning(const runs::Inspection& inspection);

}  // namespace pinna::cli
