// Numbers below 1.2e-38 cost a hundred cycles each on some processors and mean nothing in audio.
#pragma once

#ifdef __SSE__
#include <immintrin.h>
#endif

namespace pinna::dsp {

/// While it lives, this thread treats denormal numbers as zero, where the processor can.
class FlushDenormals {
 public:
#ifdef __SSE__
  FlushDenormals() : saved_(_mm_getcsr()) {
    _mm_setcsr(saved_ | flush_to_zero | denormals_are_zero);
  }
  ~FlushDenormals() {
    _mm_setcsr(saved_);
  }
#else
  FlushDenormals() = default;
#endif
  FlushDenormals(const FlushDenormals&) = delete;
  FlushDenormals& operator=(const FlushDenormals&) = delete;

#ifdef __SSE__
  static constexpr unsigned flush_to_zero = 0x8000;
  static constexpr unsigned denormals_are_zero = 0x0040;

 private:
  unsigned saved_;
#endif
};

/// From now on this thread and those it starts compute with denormal numbers again: libraries that
/// were compiled for speed alone switch them off for the whole process when they are loaded.
inline void keep_denormals() {
#ifdef __SSE__
  _mm_setcsr(_mm_getcsr() & ~(FlushDenormals::flush_to_zero | FlushDenormals::denormals_are_zero));
#endif
}

}  // namespace pinna::dsp
