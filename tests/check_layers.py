#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that each folder includes only what its promise allows (docs/architecture.md) and that no name stands for two types
of one namespace: the linker would take either for the other. Exit 1 names every breach."""
import pathlib
import re
import sys

FORBIDDEN = {
    "model": r"app/|render/|imgui|GLFW|glm/|epoxy|GL/|nlohmann|CLI/",
    "render": r"app/|model/|imgui|GLFW|Eigen",
    "app": r"epoxy|GL/|EGL/",
    "app/insight": r"app/panels/|model/train/(session|map_worker)|GLFW",
    "app/map": r"app/panels/|model/train/(trainer|session|map_worker)|GLFW",
    "app/panels": r"model/train/(trainer|session|map_worker)|model/nn/(?!config)|GLFW|epoxy",
}

root = pathlib.Path(sys.argv[1])
breaches, seen = [], 0
for folder, pattern in FORBIDDEN.items():
    for path in sorted((root / folder).rglob("*.[ch]pp")):
        seen += 1
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            include = re.match(r'\s*#\s*include\s*[<"]([^>"]+)', line)
            if not include or not re.match(pattern, include[1]):
                continue
            name = path.relative_to(root).as_posix()
            breaches.append(f"{name}:{number}: {folder}/ must not include {include[1]}")
defined = {}
for folder in ("model", "render", "app"):
    for path in sorted((root / folder).rglob("*.hpp")):
        text = path.read_text(encoding="utf-8")
        namespace = re.search(r"^namespace ([\w:]+) \{", text, re.MULTILINE)
        for name in re.findall(r"^(?:struct|class|union|enum class|enum) (\w+)[^;{]*\{", text, re.MULTILINE):
            full = f"{namespace[1] if namespace else ''}::{name}"
            first = defined.setdefault(full, path)
            if first != path:
                breaches.append(f"{path.relative_to(root)}: {full} is defined in {first.relative_to(root)}, too")

print("\n".join(breaches) or f"{seen} files keep their promises")
sys.exit(1 if breaches or not seen else 0)
