// Clips per second of log-mel on one thread: 5 s at 22.05 kHz, 128 bands, hop 512, waveform in
// memory. Run the release preset; compare only figures of one run.
#include <cmath>
#include <vector>

#include <benchmark/benchmark.h>

#include "pinna/core/random.h"
#include "pinna/dsp/kernels.h"
#include "pinna/features/log_mel.h"

namespace pinna::features {
namespace {

constexpr int64_t sample_rate = 22050;

std::vector<float> five_seconds_of_noise() {
  core::Random random(1);
  std::vector<float> samples(5 * sample_rate);
  for (float& sample : samples) sample = static_cast<float>(random.uniform(-0.5, 0.5));
  return samples;
}

void compute_clips(benchmark::State& state, const LogMelOptions& options,
                   const dsp::Kernels& kernels) {
  const std::vector<float> clip = five_seconds_of_noise();
  const LogMel log_mel(options, kernels);
  FeatureMatrix output;
  for (auto _ : state) {
    log_mel.compute_into(clip, output);
    benchmark::DoNotOptimize(output.values.data());
  }
  state.counters["clips/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
  state.counters["ns/frame"] =
      benchmark::Counter(static_cast<double>(state.iterations() * output.frames) * 1e-9,
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void register_benchmarks() {
  for (const dsp::Kernels* kernels : dsp::available_kernels())
    for (const int64_t n_fft : {1024, 2048, 400}) {
      const LogMelOptions options{.mel = {.spectrum = {.n_fft = n_fft}, .n_mels = 128}};
      const std::string name =
          "log_mel/n_fft:" + std::to_string(n_fft) + "/" + std::string(kernels->name);
      benchmark::RegisterBenchmark(name.c_str(), [options, kernels](benchmark::State& state) {
        compute_clips(state, options, *kernels);
      });
    }
}

}  // namespace
}  // namespace pinna::features

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  pinna::features::register_benchmarks();
  benchmark::RunSpecifiedBenchmarks();
}
