// One of several equal parts of a long piece of work, each done by a process of its own.
#pragma once

#include <cstdint>
#include <string_view>

namespace pinna::core {

/// Shard `number` of `count`, counted from 1.
struct Shard {
  int64_t number = 1;
  int64_t count = 1;
  bool operator==(const Shard&) const = default;
};

/// "2/4", as `--shard` takes it. InvalidOptions if the text has another form; whether such a shard
/// exists is for the work to say.
Shard parse_shard(std::string_view text);

/// InvalidOptions unless the shard is one of its count.
void require_shard(const Shard& shard);

}  // namespace pinna::core
