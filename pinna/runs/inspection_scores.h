// How well the views of a case study agree with its reference.
#pragma once

#include <string>

namespace pinna::runs {

struct ViewScores {
  std::string view = "";
};

}  // namespace pinna::runs
