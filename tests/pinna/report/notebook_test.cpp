#include "pinna/report/notebook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"

namespace pinna::report {
namespace {

Notebook executed_notebook() {
  return {
      .title = "A study",
      .cells = {{.kind = CellKind::markdown, .id = "title", .source = "# A study\n\nof *sounds*"},
                {.kind = CellKind::code,
                 .id = "setup",
                 .source = "import pinna\nx = 1",
                 .tags = {"parameters"},
                 .execution_count = 1},
                {.kind = CellKind::code,
                 .id = "look",
                 .source = "x",
                 .execution_count = 2,
                 .outputs = {{.kind = OutputKind::stream, .name = "stdout", .text = "a\nb\n"},
                             {.kind = OutputKind::display,
                              .data = {{"text/plain", "<Figure>"}, {"image/png", "aGVsbG8="}}},
                             {.kind = OutputKind::result,
                              .data = {{"text/plain", "1"},
                                       {"application/json", R"({"b":[1,2],"a":null})"}}}}}}};
}

std::string complaint_about(std::string_view text) {
  try {
    parse_notebook(text, "n.ipynb");
  } catch (const core::BadData& error) {
    return error.what();
  }
  return "no complaint";
}

/// A notebook of version 4.5 with these cells.
std::string with_cells(const std::string& cells) {
  return R"({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [)" + cells + "]}";
}

TEST(Notebook, IsReadBackAsItWasWritten) {
  const Notebook notebook = executed_notebook();
  EXPECT_EQ(parse_notebook(notebook_json(notebook), "n.ipynb"), notebook);
}

TEST(Notebook, SaysWhatNbformatAsksFor) {
  const auto json = nlohmann::json::parse(notebook_json(executed_notebook()));
  EXPECT_EQ(json.at("nbformat"), 4);
  EXPECT_EQ(json.at("nbformat_minor"), 5);
  EXPECT_EQ(json.at("metadata").at("kernelspec").at("name"), "python3");
  EXPECT_EQ(json.at("cells").at(0).at("source"),
            nlohmann::json({"# A study\n", "\n", "of *sounds*"}));
  EXPECT_EQ(json.at("cells").at(1).at("metadata").at("tags"), nlohmann::json({"parameters"}));
  EXPECT_EQ(json.at("cells").at(2).at("outputs").at(2).at("execution_count"), 2);
}

TEST(Notebook, BytesThatAreNoTextDoNotSpoilTheFile) {
  const Notebook notebook{
      .cells = {{.kind = CellKind::markdown, .id = "a", .source = "caf\xe9 \xc3\xa9"}}};
  EXPECT_EQ(parse_notebook(notebook_json(notebook), "n").cells.at(0).source, "caf? \u00e9");
}

TEST(Notebook, EveryCellNeedsAnIdOfItsOwn) {
  EXPECT_THROW(notebook_json({.cells = {{.id = "a"}, {.id = "a"}}}), core::Bug);
  EXPECT_THROW(notebook_json({.cells = {{.id = ""}}}), core::Bug);
  EXPECT_THROW(notebook_json({.cells = {{.id = "a b"}}}), core::Bug);
}

TEST(Notebook, TextsMayBeLinesOrWhole) {
  const Notebook notebook = parse_notebook(
      with_cells(R"({"cell_type": "markdown", "id": "a", "metadata": {}, "source": "x\ny"},
                    {"cell_type": "raw", "id": "b", "metadata": {}, "source": ["x\n", "y"]})"),
      "n");
  EXPECT_EQ(notebook.cells.at(0).source, notebook.cells.at(1).source);
}

TEST(Notebook, CellsOfOlderMinorVersionsHaveNoIds) {
  EXPECT_EQ(parse_notebook(R"({"nbformat": 4, "nbformat_minor": 2, "metadata": {}, "cells": [
                               {"cell_type": "markdown", "metadata": {}, "source": ""},
                               {"cell_type": "markdown", "metadata": {}, "source": ""}]})",
                           "n")
                .cells.size(),
            2U);
}

TEST(Notebook, WhatIsNoNotebookIsBadData) {
  using testing::HasSubstr;
  EXPECT_THAT(complaint_about("not JSON"), HasSubstr("not valid JSON"));
  EXPECT_THAT(complaint_about("[]"), HasSubstr("nbformat"));
  EXPECT_THAT(complaint_about("{}"), HasSubstr("nbformat"));
  EXPECT_THAT(complaint_about(R"({"nbformat": 3, "nbformat_minor": 0})"), HasSubstr("nbformat 3"));
  EXPECT_THAT(complaint_about(R"({"nbformat": 4, "nbformat_minor": 5, "metadata": {}})"),
              HasSubstr("'cells'"));
  EXPECT_THAT(complaint_about(with_cells("7")), HasSubstr("cell 1"));
  EXPECT_THAT(complaint_about(with_cells(R"({"cell_type": "heading", "id": "a"})")),
              HasSubstr("type 'heading'"));
  EXPECT_THAT(complaint_about(with_cells(R"({"cell_type": "markdown", "id": "a b"})")),
              HasSubstr("an id with other signs"));
  EXPECT_THAT(
      complaint_about(with_cells(R"({"cell_type": "markdown", "id": "a", "metadata": {}})")),
      HasSubstr("'source'"));
  EXPECT_THAT(complaint_about(with_cells(
                  R"({"cell_type": "markdown", "id": "a", "metadata": {}, "source": [1]})")),
              HasSubstr("lines of text"));
  EXPECT_THAT(complaint_about(with_cells(
                  R"({"cell_type": "code", "id": "a", "metadata": {}, "source": "",
                      "execution_count": "1", "outputs": []})")),
              HasSubstr("execution_count"));
  EXPECT_THAT(complaint_about(with_cells(
                  R"({"cell_type": "code", "id": "a", "metadata": {}, "source": "",
                      "execution_count": 1, "outputs": [{"output_type": "stream"}]})")),
              HasSubstr("'name'"));
  const std::string cell = R"({"cell_type": "raw", "id": "a", "metadata": {}, "source": ""})";
  EXPECT_THAT(complaint_about(with_cells(cell + "," + cell)), HasSubstr("for the second time"));
}

TEST(Notebook, FailedAndUnexecutedCellsAreFound) {
  Notebook notebook = executed_notebook();
  EXPECT_TRUE(failed_cells(notebook).empty());
  EXPECT_TRUE(unexecuted_cells(notebook).empty());

  notebook.cells[1].execution_count = std::nullopt;
  notebook.cells[2].outputs.push_back(
      {.kind = OutputKind::error, .name = "NameError", .text = "name 'y' is not defined"});
  notebook.cells.push_back({.kind = CellKind::code, .id = "empty", .source = " \n"});
  notebook = parse_notebook(notebook_json(notebook), "n");
  EXPECT_THAT(failed_cells(notebook),
              testing::ElementsAre(CellProblem{3, "NameError: name 'y' is not defined"}));
  EXPECT_THAT(unexecuted_cells(notebook), testing::ElementsAre(CellProblem{2, ""}));
}

}  // namespace
}  // namespace pinna::report
