"""A cross-encoder of the user's own, from a folder."""

from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer, pre_tokenizers
from tokenizers.models import WordLevel
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

from qa_service.domain.errors import ModelError
from qa_service.models.cross_encoder import load_cross_encoder

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "port", "digue", "maire", "tram"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model with random weights, as a hub would hold it."""
    path = tmp_path_factory.mktemp("cross-encoder")
    torch.manual_seed(5)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
    )
    config.num_labels = 1
    BertForSequenceClassification(config).save_pretrained(path)
    tokenizer = Tokenizer(WordLevel({word: n for n, word in enumerate(WORDS)}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]",
        sep_token="[SEP]", model_max_length=64,
    ).save_pretrained(path)  # fmt: skip
    return path


def test_every_text_gets_its_own_score(folder: Path) -> None:
    model = load_cross_encoder(str(folder))
    scores = model.score("port digue", ["maire", "tram tram", "port digue maire"])
    assert scores.shape == (3,)
    assert len(set(scores.round(6))) == 3
    np.testing.assert_allclose(model.score("port digue", ["tram tram"])[0], scores[1], atol=1e-4)


def test_a_missing_model_names_the_setting(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="QA_READING_MODEL"):
        load_cross_encoder(str(tmp_path / "nothing"))
    with pytest.raises(ModelError, match="QA_READING_MODEL"):
        load_cross_encoder(str(tmp_path))
