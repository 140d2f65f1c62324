// The library's progress callbacks on the console.
#pragma once

#include <memory>
#include <string>

#include "apps/cli/console.h"

#include "pinna/data/progress_callback.h"

namespace pinna::cli {

/// Shows `title` with a bar once the total is known. The console must outlive the callback.
inline data::ProgressCallback transfer_progress(const Console& console, std::string title) {
  auto shown = std::make_shared<std::unique_ptr<core::Progress>>();
  return [&console, title = std::move(title), shown](int64_t done, int64_t total) {
    if (total <= 0) return;
    if (!*shown) shown->reset(new core::Progress(console.progress(title, total, done)));
    (*shown)->step(done);
  };
}

}  // namespace pinna::cli
