#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The peer of bench/train_bench.cpp: the same model trained by PyTorch on batches of the same shape.

Answers on standard output, one line for each line on standard input ("steps N" -> seconds per step, "sgemm" -> GFLOP/s of
a product of matrices within the caches), so that the caller can alternate the two programs. Waiting OpenMP threads should sleep (OMP_WAIT_POLICY=passive).
"""
import sys
import time

import torch
import torch.nn.functional as F


class Block(torch.nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = torch.nn.LayerNorm(dim), torch.nn.LayerNorm(dim)
        self.qkv, self.out = torch.nn.Linear(dim, 3 * dim), torch.nn.Linear(dim, dim)
        self.up, self.down = torch.nn.Linear(dim, 4 * dim), torch.nn.Linear(4 * dim, dim)

    def forward(self, x, mask):
        batch, length, dim = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        scores = (q @ k.transpose(2, 3)) * (dim // self.heads) ** -0.5 + mask
        y = (scores.softmax(dim=3) @ v).transpose(1, 2).reshape(batch, length, dim)
        x = x + self.out(y)
        return x + self.down(F.gelu(self.up(self.norm2(x)), approximate="tanh"))


class Gpt(torch.nn.Module):
    def __init__(self, vocabulary, dim, layers, heads, context):
        super().__init__()
        self.wte, self.wpe = torch.nn.Embedding(vocabulary, dim), torch.nn.Embedding(context, dim)
        self.blocks = torch.nn.ModuleList(Block(dim, heads) for _ in range(layers))
        self.norm = torch.nn.LayerNorm(dim)
        self.register_buffer("mask", torch.full((context, context), float("-inf")).triu(1))
        for p in self.parameters():
            if p.dim() == 2:
                torch.nn.init.normal_(p, std=0.02)

    def forward(self, tokens):
        x = self.wte(tokens) + self.wpe.weight[: tokens.shape[1]]
        for block in self.blocks:
            x = block(x, self.mask)
        return self.norm(x) @ self.wte.weight.T


def main():
    vocabulary, dim, layers, heads, context, batch, threads = map(int, sys.argv[1:])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    model = Gpt(vocabulary, dim, layers, heads, context)
    matrices = [p for p in model.parameters() if p.dim() == 2]
    vectors = [p for p in model.parameters() if p.dim() == 1]
    optimizer = torch.optim.AdamW([{"params": matrices, "weight_decay": 0.05}, {"params": vectors, "weight_decay": 0.0}],
                                  lr=1e-3, betas=(0.9, 0.99), foreach=True)
    stream = torch.randint(vocabulary, (100_000,))
    offsets = torch.arange(context)

    def step():
        starts = torch.randint(len(stream) - context, (batch, 1)) + offsets
        logits = model(stream[starts])
        loss = F.cross_entropy(logits.view(-1, vocabulary), stream[starts + 1].view(-1))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    def sgemm():
        n = 240 * threads  # as large for each thread as ours
        a, b, best = torch.full((n, 240), 0.5), torch.full((240, 240), 0.25), 0.0
        for _ in range(20):
            begin = time.perf_counter()
            for _ in range(50):
                a @ b
            best = max(best, 2e-9 * n * 240 * 240 * 50 / (time.perf_counter() - begin))
        return best

    for line in sys.stdin:
        if line.strip() == "sgemm":
            print(sgemm(), flush=True)
            continue
        steps = int(line.split()[1])
        begin = time.perf_counter()
        for _ in range(steps):
            step()
        print((time.perf_counter() - begin) / steps, flush=True)


main()
