#include "pinna/core/hash.h"

#include <array>
#include <memory>
#include <new>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <xxhash.h>

#include "pinna/core/error.h"
#include "pinna/core/input_file.h"

namespace pinna::core {
namespace {

constexpr int64_t kPieceBytes = int64_t{1} << 18;

class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    require(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
  }
  void update(std::string_view bytes) {
    require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
  }
  std::string finish() {
    std::array<unsigned char, 32> digest;
    require(EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr) == 1);
    std::string hex;
    for (const unsigned char byte : digest) hex += fmt::format("{:02x}", byte);
    return hex;
  }

 private:
  static void require(bool success) {
    if (!success) throw Bug({.what = "OpenSSL refuses to compute SHA-256"});
  }
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

template <class Take>
void for_each_piece(const InputFile& file, const Take& take) {
  for (int64_t offset = 0; offset < file.size(); offset += kPieceBytes)
    take(file.read_text(offset, kPieceBytes));
}

std::string hex_of(const XXH128_hash_t& hash) {
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  Sha256 digest;
  digest.update(bytes);
  return digest.finish();
}

std::string sha256_file(const std::filesystem::path& path) {
  const InputFile file(path);
  Sha256 digest;
  for_each_piece(file, [&](std::string_view piece) { digest.update(piece); });
  return digest.finish();
}

uint64_t xxh3_64(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::string xxh3_hex(std::string_view bytes) {
  return hex_of(XXH3_128bits(bytes.data(), bytes.size()));
}

std::string xxh3_file(const std::filesystem::path& path) {
  const InputFile file(path);
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(),
                                                                       &XXH3_freeState);
  if (!state || XXH3_128bits_reset(state.get()) != XXH_OK) throw std::bad_alloc();
  for_each_piece(file, [&](std::string_view piece) {
    XXH3_128bits_update(state.get(), piece.data(), piece.size());
  });
  return hex_of(XXH3_128bits_digest(state.get()));
}

}  // namespace pinna::core
