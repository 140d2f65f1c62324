// Writes event files, W&B runs and run folders for tracking_files_test.py and runs_cli_test.py.
//
//     tracking_tool write FOLDER    two processes of one run; what was written, as JSON on stdout
//     tracking_tool log FILE LENGTH...  a W&B log of records, the n-th of bytes of value n
//     tracking_tool forever FOLDER  commits until it is killed; each commit's number on stdout
//     tracking_tool run FOLDER FOLD SEED EPOCHS  a run as `pinna train` leaves it, evaluated
#include <cmath>
#include <iostream>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "tests/support/example_run.h"
#include <nlohmann/json.hpp>

#include "pinna/tracking/histogram.h"
#include "pinna/tracking/make_sinks.h"
#include "pinna/tracking/png.h"
#include "pinna/tracking/tensorboard_sink.h"
#include "pinna/tracking/wandb_log.h"
#include "pinna/tracking/wandb_sink.h"

namespace {

namespace fs = std::filesystem;
using namespace pinna;
using Json = nlohmann::ordered_json;
using tracking::Outcome;

core::ConfigTable recipe() {
  return core::parse_toml(
      "name = 'ärger \"x\"'\nfold = 2\n[training]\nepochs = 3\nrate = 0.001\nsizes = [1, 2]\n",
      "recipe.toml");
}

std::vector<float> weights() {
  std::mt19937 source(7);
  std::normal_distribution<float> any(0, 0.1F);
  std::vector<float> values(1000);
  for (float& value : values) value = any(source);
  return values;
}

std::string hex(const std::string& bytes) {
  constexpr const char* digits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) (text += digits[byte >> 4]) += digits[byte & 15];
  return text;
}

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(std::isnan(value) ? "NaN" : "Infinity");
}

Json to_json(const tracking::Histogram& histogram) {
  return {{"min", histogram.min},
          {"max", histogram.max},
          {"count", histogram.count},
          {"sum", histogram.sum},
          {"sum_of_squares", histogram.sum_of_squares},
          {"limits", histogram.limits},
          {"counts", histogram.counts}};
}

/// Sinks that write at once.
tracking::MultiSink file_sinks(const fs::path& folder, tracking::WallClock clock) {
  tracking::MultiSink sinks;
  sinks.add("TensorBoard",
            std::make_unique<tracking::TensorBoardSink>(folder / "tensorboard", clock));
  sinks.add("W&B", std::make_unique<tracking::WandbSink>(
                       folder / "wandb",
                       tracking::WandbOptions{
                           .enabled = true, .project = "sounds", .entity = "lab", .group = "g"},
                       "run name", clock));
  return sinks;
}

void require_no_warnings(tracking::MultiSink& sinks) {
  for (const std::string& warning : sinks.take_warnings()) {
    std::cerr << warning << "\n";
    std::exit(1);
  }
}

Json write(const fs::path& folder) {
  Json written;
  double now = 1'700'000'000.25;
  const auto clock = [&] { return now += 0.5; };
  const std::vector<double> cells{0, 0.25, 0.5, 1, std::nan(""), 2};
  const std::string png = tracking::matrix_png(cells, 3, 2);
  const tracking::AudioClip sound{
      .wav = std::string(70'000, 'w'), .sample_rate = 22050, .channels = 2, .frames = 17489};
  const std::vector<float> probabilities{0.1F, 0.9F, 0.4F, 0.8F};
  const tracking::PrCurve curve =
      tracking::pr_curve_of(probabilities, {false, true, true, false}, 11);
  {
    tracking::MultiSink first = file_sinks(folder, clock);
    first.start(recipe(), 1);
    for (int64_t step = 1; step <= 4; ++step) {
      const double loss = step == 3 ? std::nan("") : 1.0 / static_cast<double>(step);
      first.scalar("train/loss", step, loss);
      first.scalar("huge", step, std::numeric_limits<double>::infinity());
      written["scalars"].push_back({step, number(loss)});
      first.commit(step);
    }
    first.close(Outcome::interrupted);
    require_no_warnings(first);
  }
  tracking::MultiSink second = file_sinks(folder, clock);
  second.start(recipe(), 4);
  second.scalar("train/loss", 4, 0.125);
  second.text("note", 4, "a \"quoted\" line\nand another: ü");
  second.image("test/confusion", 4, png);
  second.histogram("weights/conv1", 4, weights());
  second.audio("input", 4, sound);
  second.pr_curve("test/pr_curve/dog", 4, curve);
  second.commit(4);
  second.summary("test/accuracy", 5, 0.875);
  second.commit(5);
  second.close(Outcome::finished);
  require_no_warnings(second);
  written["recipe"] = core::to_json(recipe());
  written["png"] = hex(png);
  written["wav_bytes"] = sound.wav.size();
  written["exponential"] = to_json(tracking::exponential_histogram(weights()));
  written["uniform"] = to_json(tracking::uniform_histogram(weights(), 64));
  written["curve"] = {curve.true_positives,  curve.false_positives, curve.true_negatives,
                      curve.false_negatives, curve.precision,       curve.recall};
  return written;
}

[[noreturn]] void write_forever(const fs::path& folder) {
  tracking::MultiSink sinks = file_sinks(folder, tracking::system_time);
  sinks.start(recipe(), 1);
  const std::string png = tracking::matrix_png(std::vector<double>(64, 0.5), 8, 8);
  for (int64_t step = 1;; ++step) {
    sinks.scalar("train/loss", step, static_cast<double>(step));
    sinks.image("picture", step, png);
    sinks.commit(step);
    require_no_warnings(sinks);
    std::cout << step << std::endl;
  }
}

void write_run(const fs::path& folder, int64_t fold, uint64_t seed, int64_t epochs) {
  const core::ConfigTable config = core::parse_toml(
      "name = 'tiny'\nfold = " + std::to_string(fold) + "\nseed = " + std::to_string(seed) +
          "\n[training]\nepochs = " + std::to_string(epochs) + "\n",
      "recipe.toml");
  const auto run = runs::RunFolder::create(folder, config, test::example_environment());
  for (int64_t epoch = 1; epoch <= epochs; ++epoch)
    core::append_record(run.metrics_path(),
                        {.epoch = epoch,
                         .values = {{std::string(core::metric::train_loss), 1.0 / epoch},
                                    {std::string(core::metric::train_accuracy), 0.125 * epoch},
                                    {std::string(core::metric::seconds), 2}}});
  run.write_predictions(test::example_predictions(fold));
  run.write_scores(test::example_scores(fold, seed));
  run.write_model_card();
  run.mark_done();
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 2 && arguments[0] == "write") {
    std::cout << write(arguments[1]).dump() << "\n";
  } else if (arguments.size() >= 2 && arguments[0] == "log") {
    tracking::WandbLog log(arguments[1]);
    for (size_t i = 2; i < arguments.size(); ++i)
      log.append(std::string(std::stoul(arguments[i]), static_cast<char>(i - 1)));
  } else if (arguments.size() == 2 && arguments[0] == "forever") {
    write_forever(arguments[1]);
  } else if (arguments.size() == 5 && arguments[0] == "run") {
    write_run(arguments[1], std::stoll(arguments[2]), std::stoull(arguments[3]),
              std::stoll(arguments[4]));
  } else {
    return 2;
  }
}
