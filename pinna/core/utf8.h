// Text from anybody's files, made safe to pass on.
#pragma once

#include <string>
#include <string_view>

namespace pinna::report {

/// The text with every byte that is not part of well-formed UTF-8 (Unicode, table 3-7) replaced by
/// a question mark.
std::string valid_utf8(std::string_view text);

}  // namespace pinna::report
