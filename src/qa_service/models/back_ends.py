"""Which kind of arithmetic embeds articles fastest on this machine, and as well as any.

Each is tried once on a machine, on a few sentences, beside float32: the fastest one that agrees
with it is taken, and what was seen is kept beside the prepared model.
"""

import json
import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

import numpy as np
import torch

from qa_service.domain.errors import ModelError
from qa_service.models.documents import DocumentEncoder
from qa_service.models.names import BackEnd
from qa_service.models.torch_network import TorchNetwork

EXACT: BackEnd = "float32"
AGREEMENT = 0.999  # mean cosine to float32 below which answers get worse: docs/adr/0003 has figures
ROUNDS = 3  # the best one counts, for other programs take time too
SENTENCES = (
    "Conseil municipal : la ville de Valmer a voté un budget de 48 millions d'euros.",
    "Port : le trafic a repris lundi.",
    "Transports : la ligne 4 du tramway ouvrira en mars, a annoncé la maire, qui promet une rame "
    "toutes les six minutes aux heures de pointe et un billet à 1,80 euro pour tous les habitants.",
    "Agriculture : la récolte de blé a baissé de douze pour cent après un printemps trop sec.",
    "Santé : l'hôpital recrute trente infirmières, dont la moitié pour le service des urgences.",
    "Pêche : les marins demandent une aide.",
    "Justice : le tribunal a condamné l'ancien directeur à deux ans de prison avec sursis, une "
    "peine que son avocate juge trop lourde et contre laquelle elle a fait appel le lendemain.",
    "Météo : des orages sont attendus dimanche sur la côte.",
)


@dataclass(frozen=True, slots=True)
class Trial:
    """What was seen of one back end."""

    back_end: BackEnd
    rate: float  # sentences a second
    agreement: float  # mean cosine to float32


def load_documents(
    folder: Path, wanted: BackEnd | None, say: Callable[[str], None]
) -> DocumentEncoder:
    """The encoder of the prepared model in `folder`, by the back end wanted or the best one.

    Raises ModelError if the one wanted cannot run here.
    """
    if wanted == "cuda" and wanted not in runnable():
        raise ModelError(
            "torch sees no graphics card here. Unset QA_EMBEDDING_BACK_END, or set it to one of: "
            f"{', '.join(runnable())}."
        )
    return _encoder(folder, wanted or best(tried(folder, say)).back_end)


def best(trials: Sequence[Trial]) -> Trial:
    """The fastest one that agrees.

    >>> best([Trial("float32", 30, 1), Trial("int8", 90, 0.9965), Trial("bfloat16", 80, 0.9999)])
    Trial(back_end='bfloat16', rate=80, agreement=0.9999)
    """
    return max((one for one in trials if one.agreement >= AGREEMENT), key=lambda one: one.rate)


def runnable() -> list[BackEnd]:
    """Those that this machine has what it takes for, float32 first."""
    found: list[BackEnd] = [EXACT, "int8"]
    if torch.cpu._is_avx512_bf16_supported():  # without, it is slower than float32
        found.append("bfloat16")
    if torch.cuda.is_available():
        found.append("cuda")
    return found


def kept_trials(folder: Path) -> list[Trial]:
    """What was seen on this machine before; nothing if nothing was."""
    try:
        kept = json.loads(_file(folder).read_text(encoding="utf-8"))
        if kept["machine"] == _machine():
            return [Trial(**trial) for trial in kept["trials"]]
    except (OSError, ValueError, KeyError, TypeError):  # not there, or of another version
        pass
    return []


def told(trials: Sequence[Trial]) -> str:
    """The choice and its reasons, in a sentence."""
    chosen = best(trials)
    others = ", ".join(
        f"{one.back_end} {one.rate:.0f} (cosine {one.agreement:.4f})"
        for one in trials
        if one is not chosen
    )
    return (
        f"Articles are embedded in {chosen.back_end}: {chosen.rate:.0f} sentences a second "
        f"(cosine to float32 {chosen.agreement:.4f}; {others})"
    )


def tried(folder: Path, say: Callable[[str], None]) -> list[Trial]:
    """What is known of this machine; `say` hears the choice where it had to be tried first."""
    if trials := kept_trials(folder):
        return trials
    exact, trials = None, []
    texts = [text for text in SENTENCES for _ in range(os.cpu_count() or 1)] * 2
    for back_end in runnable():
        encoder = _encoder(folder, back_end)
        vectors = encoder(texts)  # which warms it up
        exact = vectors if exact is None else exact
        took = min(_seconds(encoder, texts) for _ in range(ROUNDS))
        agreement = float(np.mean(np.sum(vectors * exact, axis=1)))
        trials.append(Trial(back_end, len(texts) / took, agreement))
    kept = {"machine": _machine(), "trials": [asdict(trial) for trial in trials]}
    beside = _file(folder).with_suffix(f".{os.getpid()}")
    beside.write_text(json.dumps(kept), encoding="utf-8")
    os.replace(beside, _file(folder))
    say(told(trials))
    return trials


def _seconds(encoder: DocumentEncoder, texts: list[str]) -> float:
    began = perf_counter()
    encoder(texts)
    return perf_counter() - began


def _encoder(folder: Path, back_end: BackEnd) -> DocumentEncoder:
    if back_end == "int8":
        from qa_service.models.eight_bits import EightBitNetwork  # ONNX Runtime comes with it

        return DocumentEncoder(folder, EightBitNetwork(folder))
    if back_end == "cuda":
        network = TorchNetwork(folder, torch.bfloat16, "cuda")
        return DocumentEncoder(folder, network, threads=1)
    precision = torch.bfloat16 if back_end == "bfloat16" else torch.float32
    network = TorchNetwork(folder, precision)
    return DocumentEncoder(folder, network, begin=lambda: torch.set_num_threads(1))


def _file(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}-back-ends.json")


def _machine() -> list[str]:
    """What the figures hold for."""
    name = platform.processor()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next(
            line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")
        )
    except (OSError, StopIteration):  # another system
        pass
    return [name, str(os.cpu_count()), torch.__version__, *runnable()]
