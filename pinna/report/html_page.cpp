#include "pinna/report/html_page.h"

#include <fmt/format.h>

#include "pinna/report/html_text.h"
#include "pinna/report/page_style.h"

namespace pinna::report {
namespace {

/// Nothing may be loaded or run: style and pictures are inside the page.
constexpr std::string_view content_policy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:";

}  // namespace

std::string html_page(const std::string& title, std::string_view body) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"generator\" content=\"Pinna\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
      content_policy, escape(title), page_style, body);
}

}  // namespace pinna::report
