// Arguments whose values are not plain text.
#pragma once

#include <map>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/options.h"

namespace pinna::cli {

/// An option or argument that takes one of an enum's words; the words follow its meaning in help.
template <class E>
CLI::Option* add_word_option(CLI::App& app, const std::string& name, E& target,
                             const std::string& meaning) {
  std::vector<std::string> words;
  for (const auto& [value, word] : core::EnumNames<E>::names) words.emplace_back(word);
  const auto assign = [&target, name, words](const std::string& given) {
    for (const auto& [value, word] : core::EnumNames<E>::names)
      if (given == word) {
        target = value;
        return;
      }
    core::throw_unknown_word(name, {"command line", 0, 0}, given, words);
  };
  return app
      .add_option_function<std::string>(name, assign,
                                        fmt::format("{}: {}", meaning, fmt::join(words, ", ")))
      ->type_name("WORD");
}

}  // namespace pinna::cli
