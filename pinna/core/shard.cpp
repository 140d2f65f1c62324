#include "pinna/core/shard.h"

#include <charconv>
#include <string>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::core {

Shard parse_shard(std::string_view text) {
  Shard shard;
  const char* end = text.data() + text.size();
  const auto number = std::from_chars(text.data(), end, shard.number);
  const bool has_count = number.ec == std::errc() && number.ptr != end && *number.ptr == '/';
  const auto count = std::from_chars(has_count ? number.ptr + 1 : end, end, shard.count);
  if (!has_count || count.ec != std::errc() || count.ptr != end)
    throw InvalidOptions({.what = "--shard",
                          .got = std::string(text),
                          .expected = "K/N, such as 2/4: the second of four shards"});
  return shard;
}

void require_shard(const Shard& shard) {
  if (shard.number >= 1 && shard.number <= shard.count) return;
  throw InvalidOptions({.what = "shard",
                        .got = fmt::format("{}/{}", shard.number, shard.count),
                        .expected = shard.count < 1 ? "at least 1 shard"
                                                    : fmt::format("1/{0} to {0}/{0}", shard.count),
                        .where = "--shard"});
}

}  // namespace pinna::core
