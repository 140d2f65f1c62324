#!/usr/bin/env python3
"""Fails when a file includes a layer that it may not.

Layers are the folders of pinna/. Includes go downward only, a layer may include itself and core,
and LibTorch appears from models/ upward; <torch/torch.h> and <torch/extension.h> stand in no header
but the precompiled one.

    tools/check_layers.py [ROOT]
"""

import re
import sys
from pathlib import Path

# What each layer may include directly or through the layers it names.
BELOW = {
    "core": [],
    "audio": ["core"],
    "dsp": ["core"],
    "tracking": ["core"],
    "events": ["core"],
    "metrics": ["events"],
    "decoding": ["events"],
    "runs": ["metrics"],
    "features": ["dsp", "audio"],
    "data": ["features", "audio", "events"],
    "report": ["runs", "metrics", "features"],
    "models": ["features"],
    "evaluation": ["models", "data", "decoding", "metrics"],
    "training": ["evaluation", "models", "data", "tracking"],
    "study": ["training", "evaluation", "models", "data", "decoding", "metrics", "runs", "tracking"],
}
TORCH_LAYERS = {"models", "evaluation", "training", "study"}
PRECOMPILED_HEADER = Path("pinna/torch_pch.h")
UMBRELLA_HEADERS = {"torch/torch.h", "torch/extension.h"}

INCLUDE = re.compile(r'^\s*#\s*include\s*(<[^>]+>|"[^"]+")')
TORCH = re.compile(r"^(torch|ATen|c10|caffe2)/")


def closure(layer):
    """The layers that `layer` may include, itself and core among them."""
    allowed = {layer, "core"}
    for lower in BELOW[layer]:
        allowed |= closure(lower)
    return allowed


def includes(path):
    """(line number, header without brackets, quoted) of every include in a file."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(1)[1:-1], match.group(1)[0] == '"'


def problem_of(path, header, quoted):
    """What is wrong with one include, or None. `path` is relative to the root."""
    layer = path.parts[1] if path.parts[0] == "pinna" and len(path.parts) > 2 else None
    if layer and layer not in BELOW:
        return f"pinna/{layer} is no layer; the layers are {', '.join(BELOW)}"
    if header in UMBRELLA_HEADERS and path.suffix == ".h" and path != PRECOMPILED_HEADER:
        return f"<{header}> in a header: include the one part that is needed"
    if TORCH.match(header) and layer and layer not in TORCH_LAYERS:
        return f"<{header}> below models/: LibTorch is allowed in {', '.join(sorted(TORCH_LAYERS))}"
    if header.startswith("pinna/"):
        if not quoted:
            return f'<{header}>: write "{header}"'
        target = Path(header).parts[1]
        if layer and target not in closure(layer):
            return f"{layer} includes {target}; allowed: {', '.join(sorted(closure(layer)))}"
    elif quoted and layer:
        return f'"{header}": write the full path from the root, "pinna/..."'
    return None


def problems(root):
    """Every forbidden include below root/pinna, as "file:line: what"."""
    for path in sorted((root / "pinna").rglob("*")):
        if path.suffix in {".h", ".cpp"}:
            for number, header, quoted in includes(path):
                problem = problem_of(path.relative_to(root), header, quoted)
                if problem:
                    yield f"{path.relative_to(root)}:{number}: {problem}"


def main():
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    found = list(problems(root))
    for line in found:
        print(line)
    print(f"check_layers: {len(found)} forbidden includes")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
