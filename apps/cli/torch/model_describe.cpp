// pinna model describe RECIPE: a recipe's network before it is trained.
#include <cmath>
#include <memory>
#include <string>

#include "apps/cli/network_program.h"
#include "apps/cli/torch/commands.h"
#include "apps/cli/torch/recipe_arguments.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/data/clip_input.h"
#include "pinna/features/feature.h"
#include "pinna/models/describe_model.h"
#include "pinna/models/make_model.h"
#include "pinna/models/receptive_field.h"

namespace pinna::cli {
namespace {

struct Arguments {
  RunRecipeArguments recipe;
  int64_t num_classes = 10;
};

void describe(const Arguments& arguments, Console& console) {
  const study::Recipe recipe = arguments.recipe.read();
  study::require_own_network(recipe, "network to describe");
  const auto feature = features::make_feature(recipe.feature);
  const int64_t channels = feature->num_channels();
  const int64_t bins = feature->num_bins() / channels;
  const int64_t frames =
      feature->num_frames(data::num_clip_samples(recipe.input, feature->sample_rate()));
  const auto model = models::make_model(
      recipe.model, {.in_channels = channels, .num_classes = arguments.num_classes}, 0);
  const models::ModelDescription size = models::describe_model(*model, bins, frames);
  const models::ReceptiveFields fields = models::receptive_fields(recipe.model);
  const double frame_seconds =
      static_cast<double>(feature->hop_length()) / static_cast<double>(feature->sample_rate());
  const double answer_seconds = static_cast<double>(fields.frames.stride) * frame_seconds;
  const double heard_seconds = static_cast<double>(fields.frames.size) * frame_seconds;

  const bool detects = study::detects_events(recipe);
  console.report(
      "model",
      {{"recipe", recipe.name},
       {"classes", arguments.num_classes},
       {"input", {channels, bins, frames}},
       {"clip_seconds", recipe.input.clip_seconds},
       {"parameters", size.parameters},
       {"multiply_adds", size.multiply_adds},
       {"frames_per_second", 1 / answer_seconds},
       {"receptive_field",
        {{"frames", fields.frames.size}, {"seconds", heard_seconds}, {"bins", fields.bins.size}}}},
      fmt::format(
          "{}: {:.2f} million parameters with {} classes\n"
          "input of {} s: {} x {} bins x {} frames; {:.1f} million multiply-adds\n"
          "last map: {:.3g} frames a second, one every {:.0f} ms, each of {:.2f} s ({} "
          "frames) and {} bins{}\n",
          recipe.name, static_cast<double>(size.parameters) / 1e6, arguments.num_classes,
          recipe.input.clip_seconds, channels, bins, frames,
          static_cast<double>(size.multiply_adds) / 1e6, 1 / answer_seconds, 1000 * answer_seconds,
          heard_seconds, fields.frames.size, fields.bins.size,
          detects ? "; recurrent layers then hear the whole scene" : "; then the mean of all"));
}

Action configure(CLI::App& app) {
  const auto arguments = std::make_shared<Arguments>();
  arguments->recipe.add_to(app);
  app.add_option("--classes", arguments->num_classes, "outputs, which the data decide otherwise")
      ->check(CLI::Range(int64_t{2}, int64_t{100000}))
      ->capture_default_str();
  return [arguments](Console& console) { describe(*arguments, console); };
}

}  // namespace

Command model_describe_command() {
  return {network_command("model describe"), configure};
}

}  // namespace pinna::cli
