// Stopping on request: a signal sets a flag, long work looks at the flag and ends cleanly.
#pragma once

namespace pinna::core {

/// From now on the first SIGINT or SIGTERM only makes interrupt_requested() true, so that work in
/// progress can write its checkpoint; the second one ends the process at once with exit code 130.
/// Interrupted system calls are restarted.
void install_interrupt_handler();

/// Whether a stop was asked for. Cheap enough for inner loops.
bool interrupt_requested();

}  // namespace pinna::core
