// The Pinna side of compare.py: computes a feature of clips in memory on request.
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "pinna/core/error.h"
#include "pinna/core/parallel.h"
#include "pinna/core/random.h"
#include "pinna/features/feature.h"

namespace {

using namespace pinna;

constexpr int64_t num_samples = 5 * 22050;
constexpr size_t num_clips = 16;

std::vector<std::vector<float>> noise_clips() {
  core::Random random(1);
  std::vector<std::vector<float>> clips(num_clips, std::vector<float>(num_samples));
  for (auto& clip : clips)
    for (float& sample : clip) sample = static_cast<float>(random.uniform(-0.5, 0.5));
  return clips;
}

class Work {
 public:
  Work(const std::string& toml, int threads)
      : feature_(features::make_feature(
            features::parse_feature(core::parse_toml(toml, "feature argument")))),
        outputs_(static_cast<size_t>(threads)) {}

  double seconds_of(int64_t count) {
    const auto start = std::chrono::steady_clock::now();
    core::parallel_for(count, static_cast<int>(outputs_.size()), [&](int64_t index, int worker) {
      feature_->compute_into(clips_[static_cast<size_t>(index) % num_clips],
                             outputs_[static_cast<size_t>(worker)]);
    });
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }

 private:
  std::vector<std::vector<float>> clips_ = noise_clips();
  std::unique_ptr<features::Feature> feature_;
  std::vector<features::FeatureMatrix> outputs_;
};

/// Multiply-adds of single precision that this processor does in a loop that touches no memory: the
/// limit that any arithmetic has. One unit is 2^24 of them.
double seconds_of_multiply_adds(int64_t units) {
  typedef float Vector __attribute__((vector_size(64)));
  Vector sums[12] = {};
  const auto start = std::chrono::steady_clock::now();
  for (int64_t i = 0; i < units * (1 << 24) / (12 * 16); ++i)
    for (Vector& sum : sums) sum = sum * 0.999f + 1e-3f;
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  volatile float kept = 0;
  for (const Vector& sum : sums) kept = kept + sum[0];
  return seconds;
}

void answer(const auto& seconds_of) {
  std::cout << "ready" << std::endl;
  for (std::string line; std::getline(std::cin, line);)
    std::cout << seconds_of(std::stoll(line)) << std::endl;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: compute_clips FEATURE-AS-TOML|multiply-adds THREADS\n";
    return 2;
  }
  try {
    if (std::string(argv[1]) == "multiply-adds") {
      answer(seconds_of_multiply_adds);
    } else {
      Work work(argv[1], std::atoi(argv[2]));
      work.seconds_of(2 * num_clips);
      answer([&](int64_t count) { return work.seconds_of(count); });
    }
  } catch (const core::Error& error) {
    std::cerr << error.what() << '\n';
    return core::exit_code(error.kind());
  }
}
