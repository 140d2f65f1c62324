#include "pinna/report/html_text.h"

#include <fmt/format.h>

#include "pinna/core/utf8.h"

namespace pinna::report {

std::string escape(std::string_view text) {
  std::string escaped;
  for (const char c : core::valid_utf8(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      case '\0':
        escaped += '?';
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string per_cent(double share) {
  return fmt::format("{:.1f} %", 100 * share);
}

std::string per_cent_range(double low, double high) {
  return fmt::format("{:.1f} to {:.1f} %", 100 * low, 100 * high);
}

std::string HtmlTable::to_html() const {
  const auto row_of = [&](const std::vector<std::string>& cells, const char* tag) {
    std::string html = "<tr>";
    for (size_t i = 0; i < cells.size(); ++i)
      html += fmt::format("<{0}{1}>{2}</{0}>", tag, i < text_columns ? "" : " class=\"number\"",
                          cells[i]);
    return html + "</tr>\n";
  };
  std::string html =
      "<div class=\"scroll\"><table>\n<thead>" + row_of(header, "th") + "</thead>\n<tbody>\n";
  for (const auto& row : rows) html += row_of(row, "td");
  return html + "</tbody></table></div>\n";
}

std::string details(std::string_view summary, std::string_view content) {
  return fmt::format("<details><summary>{}</summary>\n{}</details>\n", summary, content);
}

}  // namespace pinna::report
