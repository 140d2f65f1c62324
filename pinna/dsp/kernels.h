// The processor's inner loops, compiled for several instruction sets and chosen once at run time.
//
// Data is in blocks [rows, lanes]: one frame of the signal in each vector lane, `lanes` frames side
// by side, rows contiguous. A block is 64-byte aligned and stays in cache from the samples to the
// logarithm. Lanes never mix, so a frame's values do not depend on its neighbours.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "pinna/dsp/fft_plan.h"
#include "pinna/dsp/fftpack_plan.h"

namespace pinna::dsp {

/// scale * ln(max(x, amin)) + offset, or scale * ln(x + amin) + offset. x >= 0, amin > 0.
struct LogRule {
  enum class Floor { clamp, add };
  Floor floor = Floor::clamp;
  float amin = 1e-10f;
  float scale = 1;
  float offset = 0;
};

struct Extremes {
  float lowest;
  float highest;
};

/// Per-channel energy normalisation: (x / (eps + smooth)^gain + bias)^power - bias^power;
/// ln(1 + x / (eps + smooth)^gain) where power is 0. x >= 0, smooth >= 0, eps > 0.
struct PcenRule {
  float gain = 0;
  float eps = 0;
  float bias = 0;
  float power = 0;
  float bias_power = 0;  ///< bias^power
};

/// A filter bank as the kernels read it; see BandMatrix.
struct BandTables {
  struct Band {
    int32_t first_bin = 0;
    int32_t num_bins = 0;
    const float* weights = nullptr;
  };
  int32_t num_bands = 0;
  const Band* bands = nullptr;
};

/// A dense matrix that makes rows out of rows: weights row-major [num_outputs, num_inputs].
struct RowMixer {
  const float* weights = nullptr;
  int32_t num_outputs = 0;
  int32_t num_inputs = 0;
};

/// How a running median is found; see RunningMedian.
struct MedianNetwork {
  /// Pairs of windows that are searched at a time, because each exchange waits for the one before.
  static constexpr int64_t pairs = 4;
  struct Exchange {
    int16_t low;
    int16_t high;
  };
  int32_t kernel_size = 1;
  int32_t num_exchanges = 0;
  /// Compare and exchange among kernel_size - 1 values; afterwards the middle two are in order.
  const Exchange* exchanges = nullptr;
};

/// Chances of moving from a state to its neighbours; one step of a Viterbi search.
struct MoveScores {
  int32_t first = 0;               ///< offset of the first predecessor that can reach a state
  int32_t count = 0;               ///< predecessors of a state
  const double* scores = nullptr;  ///< logarithms, one for each predecessor
};

/// How Kaldi prepares a frame of at least two samples: scaled, its mean subtracted, the share
/// `preemphasis` of the sample before subtracted, windowed. Its energy, the sum of squares, is
/// taken after the mean (raw) or after the window [length].
struct FrameRule {
  enum class Offset { keep, remove };
  enum class Energy { raw, windowed };
  int32_t length = 0;
  float scale = 1;
  Offset offset = Offset::keep;
  Energy energy = Energy::raw;
  float preemphasis = 0;
  const float* window = nullptr;
};

/// Gammatone filters as the kernels read them, one in each lane; see GammatoneBank.
struct GammatoneTables {
  static constexpr int64_t state_floats = 8;  ///< of a filter
  int32_t num_filters = 0;                    ///< a multiple of `lanes`
  const float* gain = nullptr;
  const float* pole_re = nullptr;
  const float* pole_im = nullptr;
};

struct Kernels {
  std::string_view name;  ///< "avx512", "avx2", "baseline"
  int64_t lanes;

  /// |X[k]|^2, [num_bins, lanes], of frames[lane][0 .. n_fft) times the window. `window` holds
  /// n_fft weights, HALVED: the real transform needs no other scaling then. `work`: work_floats(),
  /// aligned.
  void (*power_spectrum)(const RealFftTables<float>& fft, const float* window,
                         const float* const* frames, float* work, float* power);
  /// The same, transformed in double and rounded at the end. The rounding noise in faint bins is
  /// 1e-16 of the largest |X| of the frame, where power_spectrum leaves 1e-7 of it.
  void (*precise_power_spectrum)(const RealFftTables<double>& fft, const double* window,
                                 const float* const* frames, float* work, float* power);
  /// X[k], [2 num_bins, lanes]: first the real, then the imaginary parts; otherwise as
  /// power_spectrum.
  void (*complex_spectrum)(const RealFftTables<float>& fft, const float* window,
                           const float* const* frames, float* work, float* spectrum);
  /// raised = values^exponent, for values >= 0. Exponent 0.5 is a square root.
  void (*raise)(const float* values, int64_t count, float exponent, float* raised);
  /// bands[b] = sum over bins of weight * spectrum.
  void (*apply_bank)(const BandTables& bank, const float* spectrum, float* bands);
  /// values [2 num_bands, lanes] = sum over bins of weight * spectrum [2 num_bins, lanes], complex:
  /// real parts, then imaginary parts. The weights of a band are real, imaginary, real, ...
  void (*apply_complex_bank)(const BandTables& bank, int64_t num_bins, const float* spectrum,
                             float* values);
  /// |z| of `count` numbers: real parts at `parts`, imaginary parts behind them.
  void (*magnitudes)(const float* parts, int64_t count, float* magnitudes);
  /// target[i] += sum over j of weights[j] source[i + j], i < count, j < num_weights; any
  /// alignment.
  void (*correlate)(const float* weights, int64_t num_weights, const float* source, int64_t count,
                    float* target);
  /// target [num_outputs, frames] = weights * source [num_inputs, frames], matrices of any size and
  /// alignment with frames contiguous.
  void (*mix_rows)(const RowMixer& mixer, const float* source, int64_t frames, float* target);
  /// False where a value of a block is above the limit or not a number.
  bool (*all_within)(const float* values, int64_t count, float limit);
  /// In place; the error is below 2e-7 of the result (or of `scale` where the result is near 0).
  void (*logarithm)(const LogRule& rule, float* values, int64_t count);
  /// The smallest and the largest of a block's values.
  Extremes (*extremes)(const float* values, int64_t count);
  /// Copies the first `frames` lanes of each row of a block to target[row * stride + lane].
  void (*store_rows)(const float* block, int64_t rows, int64_t frames, float* target,
                     int64_t stride);
  /// max(value + shift, lowest) in place, any alignment and count.
  void (*shift_and_limit)(float* values, int64_t count, float shift, float lowest);

  /// In place, any alignment and count.
  void (*pcen)(const PcenRule& rule, const float* smooth, int64_t count, float* values);
  /// medians [count, lanes] of the kernel_size rows from the same row of padded
  /// [count + kernel_size - 1, lanes] on. Values are >= 0. `work`: pairs (kernel_size - 1) rows.
  /// All aligned.
  void (*running_median)(const MedianNetwork& network, const float* padded, int64_t count,
                         float* work, float* medians);
  /// For each state i: the largest of scores[i + first + d] + moves.scores[d] and the d of the
  /// first that reaches it. `scores` must be readable from i + first to i + first + moves.count;
  /// `best` and `from` have room for num_states rounded up to a multiple of `lanes`, as have the
  /// scores.
  void (*best_predecessors)(const MoveScores& moves, const double* scores, int64_t num_states,
                            double* best, int64_t* from);

  /// frame [rule.length] and room for `lanes` samples more: the prepared samples; any alignment.
  /// Returns the energy. The same bits on every processor, as have those of fftpack_power.
  float (*prepare_frame)(const FrameRule& rule, const float* samples, float* frame);
  /// |X[k]|^2, [num_bins, lanes], of frames[lane][0 .. n_fft). `work`: work_floats(), aligned.
  void (*fftpack_power)(const FftpackTables& fft, const float* const* frames, float* work,
                        float* power);
  /// Filters `count` samples: energies [num_filters] are the sums of the squared outputs. `states`,
  /// num_filters * state_floats and aligned, is zero before the first sample and carries on.
  void (*gammatone)(const GammatoneTables& bank, const float* samples, int64_t count, float* states,
                    float* energies);

  /// Scratch of a transform, in floats.
  template <class Scalar>
  int64_t work_floats(const RealFftTables<Scalar>& fft) const {
    return 2 * lanes * (fft.num_points + fft.max_radix);
  }
  int64_t work_floats(const FftpackTables& fft) const {
    return 2 * lanes * (fft.n_fft + fft.max_radix);
  }
};

/// The widest set that this processor has, or the one named in $PINNA_ISA; chosen at the first
/// call. Throws InvalidOptions if PINNA_ISA names none that runs here.
const Kernels& kernels();

/// Every set that runs on this processor, widest first; the last is the baseline.
std::vector<const Kernels*> available_kernels();

}  // namespace pinna::dsp
