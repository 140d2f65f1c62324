#include "pinna/dsp/transform_length.h"

#include <algorithm>
#include <limits>

namespace pinna::dsp {

int64_t quick_transform_length(int64_t needed) {
  int64_t shortest = std::numeric_limits<int64_t>::max();
  for (const int64_t odd : {1, 3, 5, 9}) {
    int64_t length = 8 * odd;
    while (length < needed) length *= 2;
    shortest = std::min(shortest, length);
  }
  return shortest;
}

}  // namespace pinna::dsp
