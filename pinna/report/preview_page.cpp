#include "pinna/report/preview_page.h"

#include <fmt/format.h>

#include "pinna/report/audio_player.h"
#include "pinna/report/base64.h"
#include "pinna/report/html_page.h"
#include "pinna/report/html_text.h"

namespace pinna::report {

std::string preview_page(const PreviewPage& page) {
  std::string body = fmt::format("<h1>{}</h1>\n", escape(page.title));
  for (const std::string& note : page.notes) body += fmt::format("<p>{}</p>\n", escape(note));
  body += fmt::format(
      "<img src=\"data:image/png;base64,{}\" alt=\"features of each clip, as it is and as the "
      "network is given it\">\n",
      base64(page.figure_png));
  HtmlTable table{.header = {"clip", "class", "target", "as it is heard"}, .text_columns = 4};
  for (const PreviewRow& row : page.rows)
    table.rows.push_back({escape(row.clip), escape(row.label), escape(row.target),
                          audio_player(row.sound, page.max_audio_bytes)});
  return html_page(page.title, body + table.to_html());
}

}  // namespace pinna::report
