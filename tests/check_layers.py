#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that each folder includes only what its promise allows (docs/architecture.md) and that no name stands for two types
of one namespace: the linker would take either for the other. Exit 1 names every breach."""
import pathlib
import re
import sys

# The arrows that are allowed, for every folder: what it may include of ours (a folder stands for itself and nothing below it),
# and of libraries' headers, by how they begin. What stands in no line is forbidden, so a new folder needs a line of its own.
SYSTEM = "fcntl.h poll.h signal.h unistd.h spawn.h malloc.h dlfcn.h sys/"
MODEL_LIBRARIES = "Eigen/ zlib.h utf8proc.h"
UI_LIBRARIES = "imgui.h imgui_internal.h glm/"
MATHS = "model/core model/table model/text model/geometry"
# What kernels are made of leaves no code of a library behind: the linker would take that of one instruction set for all.
BARE = {"cstddef", "cstdint", "cstring", "cassert", "cpuid.h"}
ALLOWED = {
    "model/core": ("", f"{MODEL_LIBRARIES} {SYSTEM}"),
    "model/kernels": ("model/core", ""),
    "model/table": ("model/core model/kernels", MODEL_LIBRARIES),
    "model/text": ("model/core model/table model/text/grammar", MODEL_LIBRARIES),
    "model/text/grammar": ("model/core model/text", MODEL_LIBRARIES),
    "model/geometry": ("model/core model/table model/kernels model/text", MODEL_LIBRARIES),
    "model/nn": ("model/core model/kernels model/text", MODEL_LIBRARIES),
    "model/train": (f"{MATHS} model/kernels model/nn", MODEL_LIBRARIES),
    "model/analysis": (f"{MATHS} model/nn model/train", MODEL_LIBRARIES),
    "model/map": (f"{MATHS} model/kernels model/train", MODEL_LIBRARIES),
    "model/comparison": (f"{MATHS} model/kernels", MODEL_LIBRARIES),
    "model/run": ("model/core model/table model/kernels model/text model/nn model/train model/map", MODEL_LIBRARIES),
    "model/causal": (f"{MATHS} model/nn model/train model/analysis model/map model/run", MODEL_LIBRARIES),
    "model/context": (f"{MATHS} model/nn model/train model/map model/run", MODEL_LIBRARIES),
    "model/study": (f"{MATHS} model/nn model/train model/analysis model/map model/run", MODEL_LIBRARIES),
    "model/history": ("model/core model/text model/train model/run", MODEL_LIBRARIES),
    "model/vectors": ("model/core model/table model/text", f"{MODEL_LIBRARIES} {SYSTEM}"),
    "model/formats": ("model/core model/table model/text model/vectors model/train model/run", MODEL_LIBRARIES),
    "render": ("", "glm/ epoxy/ EGL/ stb_ stb/"),
    "app/ui": ("model/core render", f"{UI_LIBRARIES} {SYSTEM} GLFW/ backends/ fontconfig/"),
    "app/story": (f"app/desk {MATHS} model/analysis model/comparison model/map model/train model/run", ""),
    "app/map": (f"app/desk app/story app/ui {MATHS} model/map model/train render", UI_LIBRARIES),
    "app/desk": (f"app/story app/map app/ui {MATHS} model/analysis model/map model/train model/run", f"{UI_LIBRARIES} nlohmann/"),
    "app/panels": (f"app/desk app/story app/map app/ui {MATHS} model/analysis model/map render", UI_LIBRARIES),
    "app/panels/attention": ("app/desk app/panels app/story app/ui model/analysis render", UI_LIBRARIES),
    "app/panels/inside": ("app/desk app/panels app/story app/ui model/analysis model/causal model/comparison model/context model/core "
                          "model/nn model/text render", UI_LIBRARIES),
    "app/panels/map": (f"app/desk app/panels app/story app/map app/ui {MATHS} model/analysis model/map model/train render", UI_LIBRARIES),
    "app/panels/word": ("app/desk app/panels app/story app/ui model/core model/geometry model/analysis model/comparison model/map render",
                        UI_LIBRARIES),
    "app/workbench": (f"app/desk app/story app/map app/ui app/panels app/panels/inside app/panels/map app/panels/word {MATHS} "
                      "model/kernels model/nn model/analysis model/comparison model/study model/map model/train model/run model/formats render", UI_LIBRARIES),
    "app/shell": (f"app/desk app/story app/map app/ui app/panels app/panels/map app/workbench {MATHS} model/kernels model/nn model/analysis "
                  "model/comparison model/context model/study model/map model/train model/run model/history model/formats render",
                  f"{UI_LIBRARIES} {SYSTEM} nlohmann/ CLI/ GLFW/ backends/ fontconfig/"),
}
# Of allowed folders, headers that are not for everybody: who draws asks the trainer nothing but through commands.
EXCEPT = {
    "model/kernels": r"model/core/(?!index|token|aligned)|model/kernels/packed",
    "model/analysis": r"model/train/(?!moment)",
    "model/map": r"model/train/(?!moment)",
    "model/causal": r"model/train/(?!moment|batch|mean_loss)|model/map/(?!purity)|model/run/(?!inquiry\.hpp)",
    "model/run": r"model/map/(?!layout)",
    "app/story": r"app/desk/(?!frame)|model/map/map_worker|model/run/(?!run_history|timeline|moment_store|reading)",
    "app/map": r"app/desk/(?!frame|selection)|model/train/(?!moment|row_figures)|model/map/map_worker",
    "app/desk": r"model/run/(?!status|reading|inquiry\.hpp|timeline|moment_store|replay\.hpp)",
    "model/context": r"model/train/(?!moment)|model/run/(?!inquiry\.hpp)",
    "app/panels": r"model/map/map_worker",
    "app/panels/map": r"model/train/(?!moment)|model/map/map_worker",
    "app/workbench": r"model/train/.*trainer|model/map/map_worker|model/run/(?!reader|moment_store|timeline|replay\.hpp)",
}

root = pathlib.Path(sys.argv[1])
breaches, seen = [], 0


def is_allowed(folder, header, quoted):
    ours, libraries = ALLOWED[folder]
    if quoted:
        target = header.rpartition("/")[0]
        held_back = EXCEPT.get(folder)
        return target == folder or (target in ours.split() and not (held_back and re.match(held_back, header)))
    if folder == "model/kernels":
        return header in BARE
    return "." not in header and "/" not in header or any(header.startswith(name) for name in libraries.split())


for path in sorted(p for top in ("model", "render", "app") for p in (root / top).rglob("*.[ch]pp")):
    seen += 1
    name = path.relative_to(root).as_posix()
    folder = name.rpartition("/")[0]
    if folder not in ALLOWED:
        breaches.append(f"{name}: {folder}/ stands in no line of ALLOWED")
        continue
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        include = re.match(r'\s*#\s*include\s*([<"])([^>"]+)', line)
        if include and not is_allowed(folder, include[2], include[1] == '"'):
            breaches.append(f"{name}:{number}: {folder}/ must not include {include[2]}")
defined = {}
for folder in ("model", "render", "app"):
    for path in sorted((root / folder).rglob("*.hpp")):
        text = path.read_text(encoding="utf-8")
        namespace = re.search(r"^namespace ([\w: ]+) \{", text, re.MULTILINE)
        for name in re.findall(r"^(?:struct|class|union|enum class|enum) (\w+)[^;{]*\{", text, re.MULTILINE):
            full = f"{namespace[1] if namespace else ''}::{name}"
            first = defined.setdefault(full, path)
            if first != path:
                breaches.append(f"{path.relative_to(root)}: {full} is defined in {first.relative_to(root)}, too")

print("\n".join(breaches) or f"{seen} files keep their promises")
sys.exit(1 if breaches or not seen else 0)
