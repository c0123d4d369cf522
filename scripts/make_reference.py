#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Writes tests/reference/gpt_float{32,64}.safetensors: what PyTorch makes of a small GPT-2 block stack.

Each file has the weights, one batch, the logits, the loss, the gradient of every weight, the norm of the whole
gradient, and every weight after 1 and after 10 steps of AdamW with clipping. tests/model/nn/reference_test.cpp
compares. Needs python3-torch (Debian); the result is the same on every run up to PyTorch's own rounding.
"""
import json
import pathlib
import struct

import torch
import torch.nn.functional as F

VOCABULARY, DIM, LAYERS, HEADS, CONTEXT, BATCH = 19, 12, 2, 3, 7, 4
# Epsilon is larger than usual: the gradient of the keys' bias is zero in theory and rounding noise in practice, which
# a small epsilon would blow up to whole steps.
RATE, BETAS, EPSILON, DECAY, CLIP, STEPS = 5e-3, (0.9, 0.99), 1e-5, 0.05, 0.5, 10


def fresh_weights():
    generator = torch.Generator().manual_seed(1)

    def normal(*shape):
        return torch.randn(*shape, generator=generator) * 0.2

    weights = {"wte.weight": normal(VOCABULARY, DIM), "wpe.weight": normal(CONTEXT, DIM)}
    for layer in range(LAYERS):
        h = f"h.{layer}."
        for norm in ("ln_1", "ln_2"):
            weights |= {f"{h}{norm}.weight": 1 + normal(DIM), f"{h}{norm}.bias": normal(DIM)}
        for name, rows, columns in (("attn.c_attn", DIM, 3 * DIM), ("attn.c_proj", DIM, DIM),
                                    ("mlp.c_fc", DIM, 4 * DIM), ("mlp.c_proj", 4 * DIM, DIM)):
            weights |= {f"{h}{name}.weight": normal(rows, columns), f"{h}{name}.bias": normal(columns)}
    return weights | {"ln_f.weight": 1 + normal(DIM), "ln_f.bias": normal(DIM)}


def attention(x, w, h):
    batch, length, dim = x.shape
    q, k, v = (x @ w[h + "attn.c_attn.weight"] + w[h + "attn.c_attn.bias"]).split(dim, dim=2)
    q, k, v = (t.view(batch, length, HEADS, dim // HEADS).transpose(1, 2) for t in (q, k, v))
    scores = q @ k.transpose(2, 3) / (dim // HEADS) ** 0.5
    mask = torch.ones(length, length, dtype=torch.bool).tril()
    y = scores.masked_fill(~mask, float("-inf")).softmax(dim=3) @ v
    y = y.transpose(1, 2).reshape(batch, length, dim)
    return y @ w[h + "attn.c_proj.weight"] + w[h + "attn.c_proj.bias"]


def feed_forward(x, w, h):
    up = x @ w[h + "mlp.c_fc.weight"] + w[h + "mlp.c_fc.bias"]
    return F.gelu(up, approximate="tanh") @ w[h + "mlp.c_proj.weight"] + w[h + "mlp.c_proj.bias"]


def logits_of(w, inputs):
    def norm(x, name):
        return F.layer_norm(x, (DIM,), w[name + ".weight"], w[name + ".bias"])

    x = w["wte.weight"][inputs] + w["wpe.weight"][: inputs.shape[1]]
    for layer in range(LAYERS):
        h = f"h.{layer}."
        x = x + attention(norm(x, h + "ln_1"), w, h)
        x = x + feed_forward(norm(x, h + "ln_2"), w, h)
    return norm(x, "ln_f") @ w["wte.weight"].T


def reference(dtype):
    w = {name: value.to(dtype).requires_grad_() for name, value in fresh_weights().items()}
    tokens = torch.randint(VOCABULARY, (BATCH, CONTEXT + 1), generator=torch.Generator().manual_seed(2))
    inputs, targets = tokens[:, :-1], tokens[:, 1:]
    out = {"weights." + name: value.detach().clone() for name, value in w.items()}
    out |= {"inputs": inputs.int(), "targets": targets.int()}

    matrices = [value for value in w.values() if value.dim() == 2]
    vectors = [value for value in w.values() if value.dim() == 1]
    optimizer = torch.optim.AdamW([{"params": matrices, "weight_decay": DECAY},
                                   {"params": vectors, "weight_decay": 0.0}], lr=RATE, betas=BETAS, eps=EPSILON)
    for step in range(1, STEPS + 1):
        logits = logits_of(w, inputs)
        loss = F.cross_entropy(logits.reshape(-1, VOCABULARY), targets.reshape(-1))
        optimizer.zero_grad()
        loss.backward()
        if step == 1:
            out |= {"logits": logits.detach(), "loss": loss.detach().reshape(1)}
            out |= {"gradient." + name: value.grad.clone() for name, value in w.items()}
        norm = torch.nn.utils.clip_grad_norm_(list(w.values()), CLIP)
        if step == 1:
            out["gradient_norm"] = norm.detach().reshape(1)
        optimizer.step()
        if step in (1, STEPS):
            out |= {f"after_{step}." + name: value.detach().clone() for name, value in w.items()}
    return out


def save(path, tensors):
    kinds = {torch.float32: "F32", torch.float64: "F64", torch.int32: "I32"}
    header, blobs, at = {}, [], 0
    for name, tensor in tensors.items():
        blob = tensor.contiguous().numpy().tobytes()
        header[name] = {"dtype": kinds[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [at, at + len(blob)]}
        at += len(blob)
        blobs.append(blob)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))
    print(f"{path.name}: {len(tensors)} tensors, {path.stat().st_size} bytes")


torch.set_num_threads(1)
folder = pathlib.Path(__file__).resolve().parent.parent / "tests" / "reference"
save(folder / "gpt_float32.safetensors", reference(torch.float32))
save(folder / "gpt_float64.safetensors", reference(torch.float64))
