// Clips per second of the features of pitch on one thread: 5 s at 22.05 kHz, settings of
// librosa-0.11, waveform in memory. Run the release preset; compare only figures of one run.
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "pinna/core/random.h"
#include "pinna/features/feature.h"

namespace pinna::features {
namespace {

std::vector<float> five_seconds_of_noise() {
  core::Random random(1);
  std::vector<float> samples(5 * 22050);
  for (float& sample : samples) sample = static_cast<float>(random.uniform(-0.5, 0.5));
  return samples;
}

void compute_clips(benchmark::State& state, const std::string& settings) {
  const std::vector<float> clip = five_seconds_of_noise();
  const auto feature = make_feature(
      parse_feature(core::parse_toml("preset = 'librosa-0.11'\n" + settings, "benchmark")));
  FeatureMatrix output;
  for (auto _ : state) {
    feature->compute_into(clip, output);
    benchmark::DoNotOptimize(output.values.data());
  }
  state.counters["clips/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

void register_benchmarks() {
  for (const std::string name : {"cqt", "vqt", "chroma_stft", "chroma_cqt", "chroma_cens"})
    for (const std::string tuning : {"0.0", "'estimate'"})
      benchmark::RegisterBenchmark(
          (name + "/tuning:" + tuning).c_str(), [name, tuning](benchmark::State& state) {
            compute_clips(state, "type = '" + name + "'\ntuning = " + tuning);
          });
}

}  // namespace
}  // namespace pinna::features

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  pinna::features::register_benchmarks();
  benchmark::RunSpecifiedBenchmarks();
}
