// pinna runs embed: what a run's network makes of clips, as numbers and as pictures.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/cli/network_program.h"
#include "apps/cli/torch/commands.h"
#include "apps/cli/torch/run_data.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "pinna/core/array.h"
#include "pinna/core/csv.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/npy.h"
#include "pinna/core/parallel.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/embed_clips.h"
#include "pinna/evaluation/predict_clips.h"
#include "pinna/metrics/projection.h"
#include "pinna/metrics/tsne.h"
#include "pinna/models/compat.h"
#include "pinna/report/scatter_figure.h"
#include "pinna/runs/run_folder.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  std::string run;
  std::optional<int64_t> fold;
  std::optional<double> perplexity;
  metrics::TsneOptions tsne;
  fs::path output;
};

/// Clips, what the network says of them and where they lie.
struct Map {
  std::vector<const data::Clip*> clips = {};
  metrics::ClipPredictions predictions = {};
  metrics::Points embeddings = {};
  metrics::PrincipalComponents components = {};
  metrics::Tsne tsne = {};
  int64_t neighbours = 0;
  double trust_components = 0, trust_tsne = 0;
};

std::vector<int64_t> clips_of_fold(const data::ClipTable& table, int64_t fold) {
  std::vector<int64_t> indices;
  for (int64_t i = 0; i < table.num_clips(); ++i)
    if (table.clip(i).fold == fold) indices.push_back(i);
  if (indices.empty())
    throw core::InvalidOptions(
        {.what = "--fold",
         .got = std::to_string(fold),
         .expected = fmt::format("one of {}", fmt::join(table.folds(), ", ")),
         .where = table.root.string()});
  return indices;
}

void project(Map& map, metrics::TsneOptions options, std::optional<double> perplexity) {
  constexpr int64_t most_neighbours = 5;
  const int64_t n = map.embeddings.count;
  map.components = metrics::principal_components(map.embeddings, 2);
  options.perplexity =
      perplexity.value_or(std::min(options.perplexity, static_cast<double>(n - 1) / 3));
  map.tsne = metrics::tsne(map.embeddings, options);
  map.neighbours = std::min(most_neighbours, (n - 1) / 2);
  map.trust_components =
      metrics::trustworthiness(map.embeddings, map.components.scores, map.neighbours);
  map.trust_tsne = metrics::trustworthiness(map.embeddings, map.tsne.picture, map.neighbours);
}

std::string table_of(const Map& map) {
  std::string text = core::csv_line(std::vector<std::string>{
      "clip", "label", "predicted", "fold", "group", "pca_1", "pca_2", "tsne_1", "tsne_2"});
  for (size_t i = 0; i < map.clips.size(); ++i) {
    const auto index = static_cast<int64_t>(i);
    const data::Clip& clip = *map.clips[i];
    std::vector<std::string> fields{
        clip.id, clip.label,
        map.predictions.labels[static_cast<size_t>(map.predictions.predicted(index))],
        std::to_string(clip.fold), clip.group};
    for (const auto* points : {&map.components.scores, &map.tsne.picture})
      for (const double value : points->row(index)) fields.push_back(fmt::format("{:.9g}", value));
    text += core::csv_line(fields);
  }
  return text;
}

report::Scatter scatter_of(const Map& map, const metrics::Points& points) {
  report::Scatter scatter{.labels = map.predictions.labels};
  for (int64_t i = 0; i < points.count; ++i) {
    const int64_t target = map.predictions.targets[static_cast<size_t>(i)];
    scatter.points.push_back({.x = points.row(i)[0],
                              .y = points.row(i)[1],
                              .target = target,
                              .is_error = map.predictions.predicted(i) != target});
  }
  return scatter;
}

report::Scatter components_scatter(const Map& map, const std::string& what) {
  report::Scatter scatter = scatter_of(map, map.components.scores);
  scatter.title = what + ", principal components";
  for (size_t i = 0; i < 2; ++i)
    scatter.axes[i] = fmt::format("component {} ({:.0f} % of the variance)", i + 1,
                                  100 * map.components.share(static_cast<int64_t>(i)));
  return scatter;
}

report::Scatter tsne_scatter(const Map& map, const std::string& what) {
  report::Scatter scatter = scatter_of(map, map.tsne.picture);
  scatter.title = what + ", t-SNE (distances have no unit)";
  return scatter;
}

Map make_map(const Arguments& arguments, const evaluation::Classifier& classifier,
             const data::ClipTable& table, int64_t fold) {
  const std::vector<int64_t> indices = clips_of_fold(table, fold);
  const evaluation::Embeddings embedded = evaluation::embed_clips(classifier, table, indices);
  Map map{.predictions = evaluation::predict_clips(classifier, table, indices)};
  for (const int64_t index : indices) map.clips.push_back(&table.clip(index));
  map.embeddings = {std::ssize(indices), embedded.dims};
  std::ranges::copy(embedded.values, map.embeddings.values.begin());
  project(map, arguments.tsne, arguments.perplexity);
  return map;
}

/// The files of the map, in the run or in another folder.
struct Files {
  fs::path array, table, figures;

  Files(const runs::RunFolder& run, const fs::path& other)
      : array(run.embeddings_path()),
        table(run.embedding_table_path()),
        figures(run.figures_path()) {
    if (other.empty()) return;
    for (fs::path* path : {&array, &table, &figures}) *path = other / path->filename();
  }

  std::vector<fs::path> write(const Map& map, const std::string& what) const {
    core::make_folder(figures);
    const std::vector<float> values(map.embeddings.values.begin(), map.embeddings.values.end());
    core::write_npy(array, core::Array::from(values, {map.embeddings.count, map.embeddings.dims}));
    core::write_file_atomically(table, table_of(map));
    std::vector<fs::path> written{array, table};
    for (const auto& [name, scatter] : {std::pair{"embeddings-pca", components_scatter(map, what)},
                                        {"embeddings-tsne", tsne_scatter(map, what)}})
      for (const char* extension : {".png", ".pdf"}) {
        written.push_back(figures / (std::string(name) + extension));
        report::write_figure(report::scatter_figure(scatter), written.back());
      }
    return written;
  }
};

void embed(const Arguments& arguments, Console& console) {
  models::use_threads(core::num_processors());
  const runs::RunFolder run = runs::RunFolder::open(arguments.run);
  const evaluation::Classifier classifier = evaluation::load_classifier(run.model_path());
  const RunData data = read_run_data(run);
  const int64_t fold = arguments.fold.value_or(data.fold);
  const bool is_held_out = fold == data.fold;
  if (!is_held_out)
    spdlog::warn("fold {} was trained on: its clips lie apart more cleanly than new ones would",
                 fold);
  const Map map = make_map(arguments, classifier, data.table, fold);
  const std::string what = fmt::format("{} clips of fold {}, {}", map.embeddings.count, fold,
                                       is_held_out ? "held out" : "trained on");
  const auto written = Files(run, arguments.output).write(map, what);

  nlohmann::ordered_json files = nlohmann::ordered_json::array();
  std::string text = fmt::format(
      "{}: {} numbers each\n"
      "principal components: {:.1f} and {:.1f} % of the variance, trustworthiness {:.3f}\n"
      "t-SNE: divergence {:.3f} nats (start {:.3f}), trustworthiness {:.3f} ({} neighbours)\n",
      what, map.embeddings.dims, 100 * map.components.share(0), 100 * map.components.share(1),
      map.trust_components, map.tsne.divergence, map.tsne.first_divergence, map.trust_tsne,
      map.neighbours);
  for (const fs::path& file : written) {
    files.push_back(file.string());
    text += file.string() + "\n";
  }
  console.report(
      "runs.embed",
      {{"run", arguments.run},
       {"fold", fold},
       {"held_out", is_held_out},
       {"clips", map.embeddings.count},
       {"dims", map.embeddings.dims},
       {"neighbours", map.neighbours},
       {"pca",
        {{"shares", {map.components.share(0), map.components.share(1)}},
         {"trustworthiness", map.trust_components}}},
       {"tsne", {{"divergence", map.tsne.divergence}, {"trustworthiness", map.trust_tsne}}},
       {"files", std::move(files)}},
      text);
}

Action configure(CLI::App& app) {
  const auto arguments = std::make_shared<Arguments>();
  app.add_option("RUN", arguments->run, "folder of a finished run")->required();
  app.add_option("--fold", arguments->fold, "whose clips (default: those held out)");
  app.add_option(
      "--perplexity", arguments->perplexity,
      "of t-SNE: effective number of neighbours (default: 30, or a third of the others)");
  app.add_option("--seed", arguments->tsne.seed, "of t-SNE")->capture_default_str();
  app.add_option("-o,--output", arguments->output, "folder of the files (default: the run)")
      ->type_name("DIR");
  return [arguments](Console& console) { embed(*arguments, console); };
}

}  // namespace

Command runs_embed_command() {
  return {network_command("runs embed"), configure};
}

}  // namespace pinna::cli
