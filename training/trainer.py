"""The training loop: bfloat16 layers with float32 masters, checkpoints, resumable."""

import json
import os
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from batches import Batch, batches
from losses import loss_of
from material import Group
from network import Embedder, Reader
from torch import Tensor
from torch.nn import functional

from qa_service.models.tokenizer import PAD, Tokenizer

WARMUP, DECAY, CLIP = 0.06, 0.01, 1.0
SAVE_SECONDS = 240


class Trainer:
    """Steps with a rate that rises to `rate` and falls to nothing over `total` steps."""

    def __init__(self, reader: Reader, embedder: Embedder, total: int, rate: float) -> None:
        self.reader, self.embedder, self.total, self.rate = reader, embedder, total, rate
        self.step = 0
        self.masters = [p.detach().clone().float() for p in reader.parameters()]
        for layer in reader.layers:
            layer.bfloat16()
        decayed = [m for m in self.masters if m.dim() > 1]
        others = [m for m in self.masters if m.dim() <= 1]
        self.optimizer = torch.optim.AdamW(
            [{"params": decayed, "weight_decay": DECAY}, {"params": others, "weight_decay": 0.0}],
            lr=rate,
            betas=(0.9, 0.98),
            fused=True,
        )

    def train(self, batch: Batch) -> float:
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate * self._share()
        loss = loss_of(batch, *outputs(self.reader, self.embedder, batch))
        loss.backward()  # type: ignore[no-untyped-call]
        for master, parameter in zip(self.masters, self.reader.parameters(), strict=True):
            master.grad = parameter.grad.float() if parameter.grad is not None else None
            parameter.grad = None
        torch.nn.utils.clip_grad_norm_(self.masters, CLIP)
        self.optimizer.step()
        with torch.no_grad():
            for master, parameter in zip(self.masters, self.reader.parameters(), strict=True):
                parameter.copy_(master)
        self.step += 1
        return float(loss.detach())

    def _share(self) -> float:
        warm = max(1.0, WARMUP * self.total)
        return min(self.step / warm, max(0.0, (self.total - self.step) / (self.total - warm)))

    def finish(self) -> None:
        """Gives the reader its weights in float32, for another stage or the export."""
        self.reader.float()
        with torch.no_grad():
            for master, parameter in zip(self.masters, self.reader.parameters(), strict=True):
                parameter.copy_(master)

    def save(self, path: Path, position: dict[str, int]) -> None:
        state = {
            "masters": self.masters,
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "position": position,
        }
        torch.save(state, path.with_suffix(".new"))
        os.replace(path.with_suffix(".new"), path)

    def load(self, path: Path) -> dict[str, int]:
        state = torch.load(path, weights_only=True)
        with torch.no_grad():
            for master, parameter, saved in zip(
                self.masters, self.reader.parameters(), state["masters"], strict=True
            ):
                master.copy_(saved)
                parameter.copy_(saved)
        self.optimizer.load_state_dict(state["optimizer"])
        self.step = state["step"]
        return dict(state["position"])


def outputs(reader: Reader, embedder: Embedder, batch: Batch) -> tuple[Tensor, Tensor]:
    """Relevance (passages,) and spans (passages, length, 2) of all parts."""
    found = [reader(embedder(ids), ids != PAD) for ids in batch.parts]
    longest = max(span.shape[1] for _, span in found)
    spans = [
        functional.pad(span, (0, 0, 0, longest - span.shape[1]), value=-1e4) for _, span in found
    ]
    return torch.cat([relevance for relevance, _ in found]), torch.cat(spans)


def epoch_groups(
    material: dict[str, Sequence[Group]], counts: dict[str, int], seed: int
) -> list[Group]:
    """As many groups of each source as `counts` says, others in every epoch."""
    chance = random.Random(seed)
    found: list[Group] = []
    for name, count in counts.items():
        groups = list(material[name])
        found += groups if count >= len(groups) else chance.sample(groups, count)
    return found


def run(
    trainer: Trainer,
    plan: Sequence[dict[str, int]],
    material: dict[str, Sequence[Group]],
    tokenizer: Tokenizer,
    checkpoint: Path,
    after_epoch: Callable[[int], None],
) -> None:
    position = trainer.load(checkpoint) if checkpoint.exists() else {"epoch": 0, "batch": 0}
    for epoch in range(position["epoch"], len(plan)):
        groups = epoch_groups(material, plan[epoch], epoch)
        started = saved = time.monotonic()
        losses: list[float] = []
        tokens = 0
        for number, batch in enumerate(batches(groups, tokenizer, epoch)):
            if epoch == position["epoch"] and number < position["batch"]:
                continue
            losses.append(trainer.train(batch))
            tokens += sum(ids.numel() for ids in batch.parts)
            if len(losses) % 25 == 0:
                line = {
                    "epoch": epoch,
                    "batch": number,
                    "step": trainer.step,
                    "loss": round(sum(losses[-25:]) / 25, 4),
                    "tokens_per_s": round(tokens / (time.monotonic() - started)),
                }
                print(json.dumps(line), flush=True)
            if time.monotonic() - saved > SAVE_SECONDS:
                trainer.save(checkpoint, {"epoch": epoch, "batch": number + 1})
                saved = time.monotonic()
        trainer.save(checkpoint, {"epoch": epoch + 1, "batch": 0})
        after_epoch(epoch)
