// What the shortcuts of a dataset are called in tables and pages.
#pragma once

#include <string_view>

#include "pinna/data/shortcuts.h"

namespace pinna::cli {

constexpr std::string_view words_of(data::Shortcut shortcut) {
  switch (shortcut) {
    case data::Shortcut::length:
      return "the length of the sound";
    case data::Shortcut::bandwidth:
      return "where its spectrum ends";
    case data::Shortcut::length_and_bandwidth:
      break;
  }
  return "both";
}

}  // namespace pinna::cli
