#include "tests/pinna/study/small_study.h"

#include <cmath>
#include <numbers>
#include <string>

#include <fmt/format.h>

#include "pinna/audio/encode.h"
#include "pinna/core/files.h"
#include "pinna/core/random.h"

namespace pinna::test {
namespace {

constexpr int64_t kSampleRate = 8000;
constexpr int64_t kNumSamples = 4000;

audio::Waveform tone(double frequency, core::Random& random) {
  audio::Waveform waveform{.samples = std::vector<float>(kNumSamples), .sample_rate = kSampleRate};
  const double phase = random.uniform(0, 2 * std::numbers::pi);
  for (int64_t i = 0; i < kNumSamples; ++i)
    waveform.samples[static_cast<size_t>(i)] = static_cast<float>(
        0.3 * std::sin(2 * std::numbers::pi * frequency * static_cast<double>(i) / kSampleRate +
                       phase) +
        0.05 * random.normal());
  return waveform;
}

}  // namespace

study::Recipe small_recipe(const std::filesystem::path& folder) {
  core::Random random(5);
  core::make_folder(folder);
  std::string table = "filename,label,fold,group\n";
  for (int fold = 1; fold <= 2; ++fold)
    for (int clip = 0; clip < 12; ++clip) {
      const bool high = clip % 2 == 1;
      const std::string name = fmt::format("{}-{}.wav", fold, clip);
      audio::write_audio(
          folder / name,
          tone(high ? random.uniform(2000, 3000) : random.uniform(200, 400), random));
      table += fmt::format("{},{},{},{}\n", name, high ? "high" : "low", fold, name);
    }
  core::write_file_atomically(folder / "clips.csv", table);

  study::Recipe recipe{
      .name = "small",
      .data = data::CsvTableOptions{.table = (folder / "clips.csv").string()},
      .input = {.clip_seconds = 0.5},
      .feature =
          features::LogMelOptions{
              .mel = {.spectrum = {.sample_rate = kSampleRate, .n_fft = 256, .hop_length = 32},
                      .n_mels = 32}},
      .model = models::ResNetOptions{.width = 0.125, .dropout = 0.2}};
  recipe.augment.shift_seconds = 0.2;
  recipe.augment.mixing.warm_up_epochs = 0;
  recipe.training.epochs = 3;
  recipe.training.average_decay = 0.9;
  recipe.training.loader.batch_size = 4;
  recipe.training.threads = 1;
  return recipe;
}

study::StudyRecipe study_of(const study::Recipe& recipe, const std::vector<std::string>& keys) {
  core::ConfigTable table = core::to_config(recipe);
  for (const std::string& key : keys) core::apply_override(table, "study." + key);
  return study::parse_study(std::move(table));
}

}  // namespace pinna::test
