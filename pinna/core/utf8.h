// Text from anybody's files, made safe to pass on.
#pragma once

#include <string>
#include <string_view>

namespace pinna::core {

/// Whether the text is well-formed UTF-8 (Unicode, table 3-7).
bool is_utf8(std::string_view text);

/// The text with every byte that is not part of well-formed UTF-8 replaced by a question mark.
std::string valid_utf8(std::string_view text);

}  // namespace pinna::core
