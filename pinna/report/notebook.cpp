#include "pinna/report/notebook.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/json_text.h"
#include "pinna/core/utf8.h"

namespace pinna::report {
namespace {

using nlohmann::ordered_json;

constexpr int notebook_version = 4;
constexpr int notebook_minor = 5;
constexpr size_t longest_id = 64;

constexpr std::array<std::pair<CellKind, std::string_view>, 3> cell_names{
    {{CellKind::markdown, "markdown"}, {CellKind::code, "code"}, {CellKind::raw, "raw"}}};
constexpr std::array<std::pair<OutputKind, std::string_view>, 4> output_names{
    {{OutputKind::stream, "stream"},
     {OutputKind::display, "display_data"},
     {OutputKind::result, "execute_result"},
     {OutputKind::error, "error"}}};

template <class Names, class Kind>
std::string_view name_of(const Names& names, Kind kind) {
  return std::find_if(names.begin(), names.end(),
                      [&](const auto& row) { return row.first == kind; })
      ->second;
}

template <class Names>
auto kind_named(const Names& names, std::string_view name, const std::string& where) {
  for (const auto& [kind, known] : names)
    if (known == name) return kind;
  throw core::BadData({.what = "no notebook",
                       .got = fmt::format("type '{}'", core::valid_utf8(name)),
                       .expected = "a cell or output of nbformat 4",
                       .where = where});
}

bool is_cell_id(std::string_view id) {
  return !id.empty() && id.size() <= longest_id &&
         std::all_of(id.begin(), id.end(), [](unsigned char letter) {
           return letter < 0x80 && (std::isalnum(letter) || letter == '-' || letter == '_');
         });
}

bool is_json_type(std::string_view type) {
  return type == "application/json" || type.ends_with("+json");
}

// Writing.

/// A list of lines, each with its line break, as nbformat writes texts.
ordered_json lines_of(std::string_view text) {
  const std::string valid = core::valid_utf8(text);
  ordered_json lines = ordered_json::array();
  for (size_t start = 0; start < valid.size();) {
    const size_t line_break = valid.find('\n', start);
    const size_t end = line_break == std::string::npos ? valid.size() : line_break + 1;
    lines.push_back(valid.substr(start, end - start));
    start = end;
  }
  return lines;
}

ordered_json data_json(const std::vector<MimeText>& data) {
  ordered_json json = ordered_json::object();
  for (const MimeText& shown : data) {
    if (is_json_type(shown.type)) {
      json[shown.type] = core::parse_json(shown.text, shown.type);
    } else {
      json[shown.type] = lines_of(shown.text);
    }
  }
  return json;
}

ordered_json output_json(const CellOutput& output, const std::optional<int64_t>& count) {
  ordered_json json{{"output_type", name_of(output_names, output.kind)}};
  switch (output.kind) {
    case OutputKind::stream:
      json["name"] = output.name;
      json["text"] = lines_of(output.text);
      break;
    case OutputKind::result:
      json["execution_count"] = count ? ordered_json(*count) : ordered_json(nullptr);
      [[fallthrough]];
    case OutputKind::display:
      json["data"] = data_json(output.data);
      json["metadata"] = ordered_json::object();
      break;
    case OutputKind::error:
      json["ename"] = core::valid_utf8(output.name);
      json["evalue"] = core::valid_utf8(output.text);
      json["traceback"] = ordered_json::array();
      break;
  }
  return json;
}

ordered_json cell_json(const NotebookCell& cell) {
  ordered_json metadata = ordered_json::object();
  if (!cell.tags.empty()) metadata["tags"] = cell.tags;
  ordered_json json{{"cell_type", name_of(cell_names, cell.kind)}};
  if (cell.kind == CellKind::code)
    json["execution_count"] =
        cell.execution_count ? ordered_json(*cell.execution_count) : ordered_json(nullptr);
  json["id"] = cell.id;
  json["metadata"] = std::move(metadata);
  if (cell.kind == CellKind::code) {
    json["outputs"] = ordered_json::array();
    for (const CellOutput& output : cell.outputs)
      json["outputs"].push_back(output_json(output, cell.execution_count));
  }
  json["source"] = lines_of(cell.source);
  return json;
}

// Reading.

[[noreturn]] void throw_no_notebook(const std::string& where, std::string got,
                                    std::string expected) {
  throw core::BadData({.what = "no notebook",
                       .got = std::move(got),
                       .expected = std::move(expected),
                       .where = where,
                       .fix = "save it with a current Jupyter"});
}

const ordered_json& member(const ordered_json& object, const std::string& key,
                           ordered_json::value_t type, const std::string& where) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  if (!object.is_object() || found == object.end() || found->type() != type)
    throw_no_notebook(where, "no usable field '" + key + "'", "the fields of nbformat 4");
  return *found;
}

std::string text_member(const ordered_json& object, const std::string& key,
                        const std::string& where) {
  return member(object, key, ordered_json::value_t::string, where).get<std::string>();
}

/// A text, or the list of its lines.
std::string joined_text(const ordered_json& value, const std::string& where) {
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) throw_no_notebook(where, value.type_name(), "a text or its lines");
  std::string text;
  for (const ordered_json& line : value) {
    if (!line.is_string()) throw_no_notebook(where, line.type_name(), "lines of text");
    text += line.get_ref<const std::string&>();
  }
  return text;
}

std::string joined_member(const ordered_json& object, const std::string& key,
                          const std::string& where) {
  const auto found = object.find(key);
  if (found == object.end()) throw_no_notebook(where, "no field '" + key + "'", "one");
  return joined_text(*found, where);
}

CellOutput output_from(const ordered_json& json, const std::string& where) {
  CellOutput output{.kind =
                        kind_named(output_names, text_member(json, "output_type", where), where)};
  switch (output.kind) {
    case OutputKind::stream:
      output.name = text_member(json, "name", where);
      output.text = joined_member(json, "text", where);
      break;
    case OutputKind::display:
    case OutputKind::result:
      for (const auto& [type, value] :
           member(json, "data", ordered_json::value_t::object, where).items())
        output.data.push_back(
            {type, is_json_type(type) ? value.dump() : joined_text(value, where)});
      break;
    case OutputKind::error:
      output.name = text_member(json, "ename", where);
      output.text = text_member(json, "evalue", where);
      break;
  }
  return output;
}

std::vector<std::string> tags_of(const ordered_json& metadata, const std::string& where) {
  std::vector<std::string> tags;
  if (const auto found = metadata.find("tags"); found != metadata.end()) {
    if (!found->is_array()) throw_no_notebook(where, found->type_name(), "a list of tags");
    for (const ordered_json& tag : *found) tags.push_back(joined_text(tag, where));
  }
  return tags;
}

NotebookCell cell_from(const ordered_json& json, const std::string& where, bool has_id) {
  NotebookCell cell{.kind = kind_named(cell_names, text_member(json, "cell_type", where), where)};
  if (has_id) cell.id = text_member(json, "id", where);
  if (has_id && !is_cell_id(cell.id))
    throw_no_notebook(where, "an id with other signs", "letters, digits, '-' and '_', at most 64");
  cell.source = joined_member(json, "source", where);
  cell.tags = tags_of(member(json, "metadata", ordered_json::value_t::object, where), where);
  if (cell.kind != CellKind::code) return cell;
  const auto count = json.find("execution_count");
  if (count == json.end()) throw_no_notebook(where, "no field 'execution_count'", "one");
  if (!count->is_null()) cell.execution_count = core::whole_number(json, "execution_count", where);
  for (const ordered_json& output : member(json, "outputs", ordered_json::value_t::array, where))
    cell.outputs.push_back(output_from(output, where));
  return cell;
}

void rewrite_texts(ordered_json& value,
                   const std::function<std::string(std::string_view)>& rewrite) {
  if (value.is_string()) {
    value = rewrite(value.get_ref<const std::string&>());
  } else if (value.is_structured()) {
    for (ordered_json& item : value) rewrite_texts(item, rewrite);
  }
}

/// As Jupyter saves it.
std::string notebook_text(const ordered_json& json) {
  return json.dump(1) + "\n";
}

}  // namespace

std::string notebook_json(const Notebook& notebook) {
  ordered_json cells = ordered_json::array();
  std::set<std::string> ids;
  for (const NotebookCell& cell : notebook.cells) {
    if (!is_cell_id(cell.id) || !ids.insert(cell.id).second)
      throw core::Bug({.what = "id of a cell", .got = cell.id, .expected = "one of its own"});
    cells.push_back(cell_json(cell));
  }
  ordered_json metadata{
      {"kernelspec",
       {{"display_name", "Python 3 (ipykernel)"}, {"language", "python"}, {"name", "python3"}}},
      {"language_info", {{"name", "python"}}}};
  if (!notebook.title.empty()) metadata["title"] = core::valid_utf8(notebook.title);
  const ordered_json json{{"cells", std::move(cells)},
                          {"metadata", std::move(metadata)},
                          {"nbformat", notebook_version},
                          {"nbformat_minor", notebook_minor}};
  return notebook_text(json);
}

Notebook parse_notebook(std::string_view text, const std::string& where) {
  const ordered_json json = core::parse_json(text, where);
  const int64_t version = core::whole_number(json, "nbformat", where);
  if (version != notebook_version)
    throw_no_notebook(where, fmt::format("nbformat {}", version), "nbformat 4");
  const bool has_ids = core::whole_number(json, "nbformat_minor", where) >= notebook_minor;
  Notebook notebook;
  const ordered_json& metadata = member(json, "metadata", ordered_json::value_t::object, where);
  if (metadata.contains("title")) notebook.title = joined_member(metadata, "title", where);
  std::set<std::string> ids;
  for (const ordered_json& cell : member(json, "cells", ordered_json::value_t::array, where)) {
    const std::string place = fmt::format("{}: cell {}", where, notebook.cells.size() + 1);
    notebook.cells.push_back(cell_from(cell, place, has_ids));
    const std::string& id = notebook.cells.back().id;
    if (has_ids && !ids.insert(id).second)
      throw_no_notebook(place, "the id '" + id + "' for the second time", "each id once");
  }
  return notebook;
}

std::string rewrite_outputs(std::string_view text, const std::string& where,
                            const std::function<std::string(std::string_view)>& rewrite) {
  parse_notebook(text, where);
  ordered_json json = core::parse_json(text, where);
  for (ordered_json& cell : json.at("cells"))
    if (const auto outputs = cell.find("outputs"); outputs != cell.end())
      rewrite_texts(*outputs, rewrite);
  return notebook_text(json);
}

std::vector<CellProblem> failed_cells(const Notebook& notebook) {
  std::vector<CellProblem> problems;
  for (size_t i = 0; i < notebook.cells.size(); ++i) {
    const std::vector<CellOutput>& outputs = notebook.cells[i].outputs;
    const auto error = std::find_if(outputs.begin(), outputs.end(), [](const CellOutput& output) {
      return output.kind == OutputKind::error;
    });
    if (error != outputs.end())
      problems.push_back({static_cast<int64_t>(i) + 1, error->name + ": " + error->text});
  }
  return problems;
}

std::vector<CellProblem> unexecuted_cells(const Notebook& notebook) {
  std::vector<CellProblem> problems;
  for (size_t i = 0; i < notebook.cells.size(); ++i) {
    const NotebookCell& cell = notebook.cells[i];
    if (cell.kind == CellKind::code && !cell.execution_count &&
        cell.source.find_first_not_of(" \t\r\n") != std::string::npos)
      problems.push_back({.cell = static_cast<int64_t>(i) + 1});
  }
  return problems;
}

}  // namespace pinna::report
