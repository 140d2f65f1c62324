#include "pinna/report/html_page.h"

#include <fmt/format.h>

#include "pinna/core/hash.h"
#include "pinna/report/base64.h"
#include "pinna/report/html_text.h"
#include "pinna/report/page_style.h"

namespace pinna::report {
namespace {

/// Nothing may be loaded: style and pictures are inside the page.
constexpr std::string_view content_policy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:";

/// The digest's bytes, as a content policy wants them.
std::string base64_sha256(std::string_view text) {
  const std::string digits = core::sha256_hex(text);
  std::string bytes;
  for (size_t i = 0; i < digits.size(); i += 2)
    bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  return base64(bytes);
}

}  // namespace

std::string html_page(const std::string& title, std::string_view body, const PageParts& parts) {
  std::string policy(content_policy), script;
  if (!parts.script.empty()) {
    policy += fmt::format("; script-src 'sha256-{}'", base64_sha256(parts.script));
    script = fmt::format("<script>{}</script>\n", parts.script);
  }
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"generator\" content=\"Pinna\">\n"
      "<title>{}</title>\n<style>{}{}</style>\n</head>\n<body>\n{}{}</body>\n</html>\n",
      policy, escape(title), page_style, parts.style, body, script);
}

}  // namespace pinna::report
