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
 private:
  static constexpr unsigned flush_to_zero = 0x8000;
  static constexpr unsigned denormals_are_zero = 0x0040;
  unsigned saved_;
#endif
};

}  // namespace pinna::dsp
