// The checksums of event files and W&B logs.
#pragma once

#include <cstdint>
#include <string_view>

namespace pinna::tracking {

/// CRC-32C (Castagnoli), RFC 3720 appendix B.4.
uint32_t crc32c(std::string_view bytes);
/// CRC-32C as TFRecord files store it: rotated and shifted, so that the checksum of data which
/// holds checksums stays sound.
uint32_t masked_crc32c(std::string_view bytes);
/// CRC-32 of IEEE 802.3, as in zlib and PNG. `before` is that of the bytes that precede these.
uint32_t crc32(std::string_view bytes, uint32_t before = 0);
/// Adler-32, RFC 1950.
uint32_t adler32(std::string_view bytes);

}  // namespace pinna::tracking
