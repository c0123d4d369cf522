#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that an object file of kernels defines nothing that the linker could take for the whole program: every symbol that other files
see stands in the namespace of its instruction set. usage: check_kernels.py SET OBJECT..."""
import re
import subprocess
import sys

name, *objects = sys.argv[1:]
seen, strangers = 0, []
for path in objects:
    for line in subprocess.run(["nm", "-C", "--defined-only", path], check=True, capture_output=True, text=True).stdout.splitlines():
        kind, symbol = re.match(r"\S* ?(\w) (.*)", line).groups()
        if kind.islower() and kind not in "uvw":
            continue  # of this file alone
        seen += 1
        if f"wordfield::isa_{name}::" not in symbol:
            strangers.append(f"{path}: {kind} {symbol}")
print("\n".join(strangers) or f"{seen} symbols of isa_{name} and no others")
sys.exit(1 if strangers or not seen else 0)
