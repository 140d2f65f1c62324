// Digests: SHA-256 for whatever is promised to others, XXH3 for cache keys.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace pinna::core {

/// FIPS 180-4, 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);
/// The same of a file of any size, read in pieces; MissingInput if absent.
std::string sha256_file(const std::filesystem::path& path);

/// XXH3 with 64 bits.
uint64_t xxh3_64(std::string_view bytes);
/// XXH3 with 128 bits, 32 lower-case hex digits as `xxh128sum` prints them.
std::string xxh3_hex(std::string_view bytes);
/// The same of a file of any size, read in pieces; MissingInput if absent.
std::string xxh3_file(const std::filesystem::path& path);

}  // namespace pinna::core
