// Small PDFs, written by hand.
#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>

namespace pinna::test {

/// A PDF whose pages have the given lines in Helvetica; ASCII without brackets and backslashes.
inline std::string example_pdf(const std::vector<std::vector<std::string>>& pages) {
  std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R >>", "",
                                      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"};
  std::string kids;
  for (const std::vector<std::string>& lines : pages) {
    std::string drawing = "BT /F1 10 Tf 72 770 Td 12 TL\n";
    for (const std::string& line : lines) drawing += fmt::format("({}) Tj T*\n", line);
    drawing += "ET";
    const size_t content = objects.size() + 1;
    objects.push_back(
        fmt::format("<< /Length {} >>\nstream\n{}\nendstream", drawing.size(), drawing));
    objects.push_back(
        fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R "
                    "/Resources << /Font << /F1 3 0 R >> >> >>",
                    content));
    kids += fmt::format("{} 0 R ", objects.size());
  }
  objects[1] = fmt::format("<< /Type /Pages /Kids [{}] /Count {} >>", kids, pages.size());

  std::string pdf = "%PDF-1.4\n";
  std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
  for (size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", pdf.size());
    pdf += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  const size_t table_place = pdf.size();
  return pdf + table +
         fmt::format("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n",
                     objects.size() + 1, table_place);
}

}  // namespace pinna::test
