#include "pinna/tracking/checksum.h"

#include <array>
#include <bit>

namespace pinna::tracking {
namespace {

// Polynomials with the lowest power in the highest bit.
constexpr uint32_t kCastagnoli = 0x82F63B78;
constexpr uint32_t kIeee = 0xEDB88320;

using Table = std::array<uint32_t, 256>;

/// What each value of a byte does to the remainder.
constexpr Table table_of(uint32_t polynomial) {
  Table table{};
  for (uint32_t byte = 0; byte < table.size(); ++byte) {
    uint32_t remainder = byte;
    for (int bit = 0; bit < 8; ++bit) remainder = remainder >> 1 ^ (remainder & 1 ? polynomial : 0);
    table[byte] = remainder;
  }
  return table;
}

constexpr Table castagnoli_table = table_of(kCastagnoli);
constexpr Table ieee_table = table_of(kIeee);

uint32_t checksum(const Table& table, std::string_view bytes, uint32_t before) {
  uint32_t remainder = ~before;
  for (const char byte : bytes)
    remainder = remainder >> 8 ^ table[(remainder ^ static_cast<unsigned char>(byte)) & 0xFF];
  return ~remainder;
}

}  // namespace

uint32_t crc32c(std::string_view bytes) {
  return checksum(castagnoli_table, bytes, 0);
}

uint32_t masked_crc32c(std::string_view bytes) {
  return std::rotr(crc32c(bytes), 15) + 0xA282EAD8;
}

uint32_t crc32(std::string_view bytes, uint32_t before) {
  return checksum(ieee_table, bytes, before);
}

uint32_t adler32(std::string_view bytes) {
  constexpr uint32_t modulus = 65521;
  uint32_t sum = 1;
  uint32_t sum_of_sums = 0;
  for (const char byte : bytes) {
    sum = (sum + static_cast<unsigned char>(byte)) % modulus;
    sum_of_sums = (sum_of_sums + sum) % modulus;
  }
  return sum_of_sums << 16 | sum;
}

}  // namespace pinna::tracking
