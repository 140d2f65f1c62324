// pinna export: a trained network for other programs.
#include <array>
#include <filesystem>
#include <memory>
#include <string>

#include "apps/cli/network_program.h"
#include "apps/cli/option_values.h"
#include "apps/cli/torch/commands.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/options.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/export_classifier.h"
#include "pinna/runs/run_folder.h"
#include "pinna/study/recipe.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

enum class ExportFormat { onnx, safetensors };

struct Arguments {
  std::string run;
  ExportFormat format = ExportFormat::onnx;
  fs::path output;
};

}  // namespace
}  // namespace pinna::cli

template <>
struct pinna::core::EnumNames<pinna::cli::ExportFormat> {
  static constexpr std::array names{std::pair{cli::ExportFormat::onnx, "onnx"},
                                    std::pair{cli::ExportFormat::safetensors, "safetensors"}};
};

namespace pinna::cli {
namespace {

void require_another_file(const fs::path& output, const fs::path& model) {
  if (!fs::exists(output) || !fs::equivalent(output, model)) return;
  throw core::InvalidOptions({.what = "--output",
                              .got = output.string(),
                              .expected = "a file other than the run's own model"});
}

void export_run(const Arguments& arguments, Console& console) {
  const runs::RunFolder run = runs::RunFolder::open(arguments.run);
  const evaluation::Classifier classifier = evaluation::load_classifier(run.model_path());
  require_another_file(arguments.output, run.model_path());
  const core::ConfigTable recipe = run.recipe();
  const evaluation::ExportNotes notes{.name = study::parse_recipe(recipe).name,
                                      .recipe = core::to_toml(recipe),
                                      .version = PINNA_VERSION};
  if (arguments.format == ExportFormat::onnx)
    evaluation::export_onnx(classifier, notes, arguments.output);
  else
    evaluation::export_safetensors(classifier, notes, arguments.output);
  const auto bytes = fs::file_size(arguments.output);
  console.report(
      "export",
      {{"run", arguments.run},
       {"format", core::enum_name(arguments.format)},
       {"output", arguments.output.string()},
       {"bytes", bytes}},
      fmt::format("{}: {:.1f} MB\n", arguments.output.string(), static_cast<double>(bytes) / 1e6));
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("RUN", arguments->run, "folder of a finished run")->required();
  add_word_option(app, "--format", arguments->format,
                  "onnx: from samples to scores; safetensors: weights by torchvision's names");
  app.add_option("-o,--output", arguments->output, "the file")->required()->type_name("FILE");
  return [arguments](Console& console) { export_run(*arguments, console); };
}

}  // namespace

Command export_command() {
  return {network_command("export"), configure};
}

}  // namespace pinna::cli
