#include "pinna/report/html_page.h"

#include <fmt/format.h>

#include "pinna/core/hash.h"
#include "pinna/report/base64.h"
#include "pinna/report/html_text.h"
#include "pinna/report/page_style.h"

namespace pinna::report {
namespace {

/// Nothing may be loaded or run: style and pictures are inside the page.
constexpr std::string_view content_policy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:";

std::string bytes_of_hex(std::string_view hex) {
  std::string bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return bytes;
}

/// The one script that may run is named by its hash (Content Security Policy 3, section 8.4).
std::string policy_of(std::string_view script) {
  if (script.empty()) return std::string(content_policy);
  return fmt::format("{}; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
                     content_policy, base64(bytes_of_hex(core::sha256_hex(script))));
}

}  // namespace

std::string html_page(const std::string& title, std::string_view body, const PageParts& parts) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"generator\" content=\"Pinna\">\n"
      "<title>{}</title>\n<style>{}{}</style>\n</head>\n<body>\n{}{}</body>\n</html>\n",
      policy_of(parts.script), escape(title), page_style, parts.style, body,
      parts.script.empty() ? ""
                           : fmt::format("<script type=\"module\">{}</script>\n", parts.script));
}

}  // namespace pinna::report
