// Jupyter notebooks, nbformat 4.5 (https://nbformat.readthedocs.io): made here, executed and read
// elsewhere, and read back.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pinna::report {

enum class CellKind { markdown, code, raw };

enum class OutputKind {
  stream,   ///< what a cell printed
  display,  ///< what it showed
  result,   ///< the value of its last line
  error     ///< the exception that ended it
};

/// One representation of a shown value.
struct MimeText {
  std::string type = "";  ///< "text/plain", "image/png"
  std::string text = "";  ///< base64 for binary types, JSON for those of JSON
  bool operator==(const MimeText&) const = default;
};

struct CellOutput {
  OutputKind kind = OutputKind::stream;
  std::string name = "";            ///< "stdout", "stderr"; of an error its class
  std::string text = "";            ///< of streams and errors
  std::vector<MimeText> data = {};  ///< of displays and results
  bool operator==(const CellOutput&) const = default;
};

struct NotebookCell {
  CellKind kind = CellKind::markdown;
  std::string id = "";      ///< letters, digits, '-' and '_'; one of its own in the notebook
  std::string source = "";  ///< Markdown or Python
  std::vector<std::string> tags = {};
  std::optional<int64_t> execution_count = std::nullopt;  ///< of code: empty until it was executed
  std::vector<CellOutput> outputs = {};                   ///< of code
  bool operator==(const NotebookCell&) const = default;
};

struct Notebook {
  std::string title = "";
  std::vector<NotebookCell> cells = {};
  bool operator==(const Notebook&) const = default;
};

/// The tag of the cell that programs such as papermill put other values behind.
inline constexpr std::string_view parameters_tag = "parameters";

/// A notebook for Python 3 with a line break at the end. Bytes that are no UTF-8 become question
/// marks. Bug for an id that is no id or comes twice.
std::string notebook_json(const Notebook& notebook);

/// BadData naming `where` for what is no JSON, no notebook of version 4, or has cells without the
/// fields that nbformat asks for, with ids that are none or come twice.
Notebook parse_notebook(std::string_view text, const std::string& where);

/// The notebook's text with every text in the outputs of its cells, line by line, replaced by
/// `rewrite` of it; all else as it was. BadData as above.
std::string rewrite_outputs(std::string_view text, const std::string& where,
                            const std::function<std::string(std::string_view)>& rewrite);

/// What is wrong with a cell; cells are counted from 1.
struct CellProblem {
  int64_t cell = 0;
  std::string what = "";  ///< "NameError: name 'x' is not defined"; empty where nothing ran
  bool operator==(const CellProblem&) const = default;
};

/// The cells that ended with an exception, in order.
std::vector<CellProblem> failed_cells(const Notebook& notebook);
/// The code cells that hold code and were never executed, in order.
std::vector<CellProblem> unexecuted_cells(const Notebook& notebook);

}  // namespace pinna::report
