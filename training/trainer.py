"""The training loop: bfloat16 layers with float32 masters, checkpoints, resumable."""

import json
import os
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

import torch
from batches import Batch, batches
from losses import Weights, losses_of
from material import Group, Statement
from network import Embedder, Logits, Reader
from torch import Tensor
from torch.nn import functional

from qa_service.models.tokenizer import PAD, Tokenizer

WARMUP, DECAY, CLIP = 0.06, 0.01, 1.0
FAST, FASTER = ("heads.weighed", "heads.support"), 5.0  # heads that begin anew, and their rate
KEPT = 0.999  # of the running mean of the masters, at each step
SAVE_SECONDS = 240
LOGGED = 25  # steps
CHECKPOINT = "checkpoint.pt"

Masters = list[Tensor]
Pass = Callable[[int], tuple[Sequence[Group], Sequence[Statement]]]


@dataclass(frozen=True)
class Plan:
    """How long, how fast and in what steps is trained; what a run is called by."""

    passes: int = 4
    rate: float = 5e-5  # the highest
    tokens: int = 4096  # of a step
    seed: int = 7
    threads: int = 2
    frozen: int = 4  # lowest layers that stay as they are
    weights: Weights = field(default_factory=Weights)


class Trainer:
    """Steps with a rate that rises and falls again as the run goes on."""

    def __init__(self, reader: Reader, embedder: Embedder, plan: Plan) -> None:
        self.reader, self.embedder, self.plan = reader, embedder, plan
        self.step = 0
        self._pool = ThreadPoolExecutor(plan.threads)
        self.masters = [p.detach().clone().float() for p in reader.parameters()]
        self.mean = [master.clone() for master in self.masters]
        for layer in reader.layers:
            layer.bfloat16()
        reader.freeze(plan.frozen)
        names = [name for name, _ in reader.named_parameters()]
        groups = []
        for is_fast in (False, True):
            for decays in (True, False):
                chosen = [
                    master
                    for name, master in zip(names, self.masters, strict=True)
                    if name.startswith(FAST) is is_fast and (master.dim() > 1) is decays
                ]
                decay, scale = DECAY if decays else 0.0, FASTER if is_fast else 1.0
                groups.append({"params": chosen, "weight_decay": decay, "scale": scale})
        self.optimizer = torch.optim.AdamW(groups, lr=plan.rate, betas=(0.9, 0.98), fused=True)

    def train(self, batch: Batch, done: float) -> dict[str, float]:
        """Makes a step, when this share of the run is done; gives the losses by name."""
        for group in self.optimizer.param_groups:
            rate = self.plan.rate * min((done + 1e-4) / WARMUP, (1 - done) / (1 - WARMUP))
            group["lr"] = rate * group["scale"]
        batch = on_device(batch, self.masters[0].device)
        losses = self._backward(batch)
        for master, parameter in zip(self.masters, self.reader.parameters(), strict=True):
            master.grad = parameter.grad.float() if parameter.grad is not None else None
            parameter.grad = None
        torch.nn.utils.clip_grad_norm_(self.masters, CLIP)
        self.optimizer.step()
        self.step += 1
        kept = min(KEPT, self.step / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(self.mean, self.masters, 1 - kept)
        load_masters(self.reader, self.masters)
        return {name: float(loss.detach()) for name, loss in losses.items()}

    def _backward(self, batch: Batch) -> dict[str, Tensor]:
        """Leaves the gradients of a batch.

        Threads share its parts, each of which is too small to be shared itself; the losses are of
        all parts together, so that they are cut off there and what flows back is handed on.
        """
        shares = shared(batch.parts, self.plan.threads)
        read = list(self._pool.map(lambda share: self._read(batch, share), shares))
        made = {
            n: out
            for share, outs in zip(shares, read, strict=True)
            for n, out in zip(share, outs, strict=True)
        }
        ends = {n: [one.detach().requires_grad_() for one in out] for n, out in made.items()}
        found = joined([Logits(*ends[n]) for n in sorted(ends)])
        losses = losses_of(batch, found, self.plan.weights)
        torch.stack(list(losses.values())).sum().backward()  # type: ignore[no-untyped-call]

        def hand_on(share: Sequence[int]) -> None:
            pairs = [pair for n in share for pair in zip(made[n], ends[n], strict=True)]
            used = [(one, end.grad) for one, end in pairs if end.grad is not None]
            torch.autograd.backward([one for one, _ in used], [grad for _, grad in used])

        list(self._pool.map(hand_on, shares))
        return losses

    def _read(self, batch: Batch, share: Sequence[int]) -> list[list[Tensor]]:
        found = [outputs_of(self.reader, self.embedder, batch.parts[n]) for n in share]
        return [[one.relevance, one.span, one.support] for one in found]

    def save(self, path: Path, position: dict[str, int]) -> None:
        state = {
            "masters": self.masters,
            "mean": self.mean,
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "position": position,
        }
        written(state, path)

    def load(self, path: Path) -> dict[str, int]:
        state = torch.load(path, weights_only=True)
        with torch.no_grad():
            for own, saved in ((self.masters, state["masters"]), (self.mean, state["mean"])):
                for tensor, value in zip(own, saved, strict=True):
                    tensor.copy_(value)
        load_masters(self.reader, self.masters)
        self.optimizer.load_state_dict(state["optimizer"])
        self.step = state["step"]
        return dict(state["position"])


def load_masters(reader: Reader, masters: Masters) -> None:
    """Gives the reader these weights, each in its own precision."""
    with torch.no_grad():
        for master, parameter in zip(masters, reader.parameters(), strict=True):
            parameter.copy_(master)


def written(state: object, path: Path) -> None:
    """Saves so that a run that ends meanwhile leaves the file as it was."""
    torch.save(state, path.with_suffix(".new"))
    os.replace(path.with_suffix(".new"), path)


def on_device(batch: Batch, device: torch.device) -> Batch:
    moved = {
        one.name: value.to(device)
        for one in fields(batch)
        if isinstance(value := getattr(batch, one.name), Tensor)
    }
    return replace(batch, parts=[ids.to(device) for ids in batch.parts], **moved)


def outputs(reader: Reader, embedder: Embedder, batch: Batch) -> Logits:
    """Reads all parts of a batch."""
    return joined([outputs_of(reader, embedder, ids) for ids in batch.parts])


def outputs_of(reader: Reader, embedder: Embedder, ids: Tensor) -> Logits:
    found: Logits = reader(embedder(ids), ids != PAD)
    return found


def joined(found: Sequence[Logits]) -> Logits:
    """Puts the outputs of parts together, the spans padded to the longest."""
    longest = max(one.span.shape[1] for one in found)
    spans = [
        functional.pad(one.span, (0, 0, 0, longest - one.span.shape[1]), value=-1e4)
        for one in found
    ]
    return Logits(
        torch.cat([one.relevance for one in found]),
        torch.cat(spans),
        torch.cat([one.support for one in found]),
    )


def shared(parts: Sequence[Tensor], count: int) -> list[list[int]]:
    """The places of parts in shares of about as many tokens."""
    shares: list[list[int]] = [[] for _ in range(count)]
    sizes = [0] * count
    for place in sorted(range(len(parts)), key=lambda n: -parts[n].numel()):
        least = sizes.index(min(sizes))
        shares[least].append(place)
        sizes[least] += parts[place].numel()
    return [share for share in shares if share]


def run(
    trainer: Trainer, material: Pass, tokenizer: Tokenizer, work: Path, judged: Callable[[], object]
) -> None:
    """Trains all passes, or those left by the run that was ended in `work`.

    A checkpoint is written every few minutes and when the process is told to end; the masters and
    their running mean stay beside it after each pass. It is judged before, and after each half.
    """
    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stopped.append(number))
    plan, checkpoint = trainer.plan, work / CHECKPOINT
    position = {"pass": 0, "batch": 0}
    if checkpoint.exists():
        position = trainer.load(checkpoint)
    else:
        say(step=0, judged=judged())
    for number in range(position["pass"], plan.passes):
        made = batches(*material(number), tokenizer, plan.seed + number, plan.tokens)
        begun = position["batch"] if number == position["pass"] else 0
        say(number=number, batches=len(made), tokens=sum(batch.tokens for batch in made))
        started = saved = time.monotonic()
        losses: dict[str, list[float]] = defaultdict(list)
        tokens = 0
        for n, batch in enumerate(made[begun:], begun):
            done = (number + n / len(made)) / plan.passes
            for name, loss in trainer.train(batch, done).items():
                losses[name].append(loss)
            tokens += batch.tokens
            if trainer.step % LOGGED == 0:
                means = {name: round(sum(each) / len(each), 4) for name, each in losses.items()}
                speed = round(tokens / (time.monotonic() - started))
                say(number=number, batch=n, step=trainer.step, **means, tokens_per_s=speed)
                losses.clear()
            if stopped or time.monotonic() - saved > SAVE_SECONDS:
                trainer.save(checkpoint, {"pass": number, "batch": n + 1})
                saved = time.monotonic()
            if stopped:
                sys.exit("Ended as it was told to; the same command goes on from here.")
            if n + 1 == len(made) // 2:
                say(number=number, step=trainer.step, judged=judged())
        written(trainer.masters, work / f"pass{number + 1}.pt")
        written(trainer.mean, work / f"pass{number + 1}-mean.pt")
        trainer.save(checkpoint, {"pass": number + 1, "batch": 0})
        say(number=number, step=trainer.step, judged=judged())


def say(**line: object) -> None:
    """Writes a line of the log; `number` is that of the pass."""
    print(json.dumps({"time": time.strftime("%H:%M:%S"), **line}), flush=True)
