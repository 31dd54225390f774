"""Turns the packaged weights into a sentence-transformers model folder.

The network is a plain Hugging Face `BertModel` without pooler, mean-pooled and normalised; the
tokenizer is XLM-RoBERTa's Unigram. Its vectors agree with the package's own engine at cosine
0.9999. The prefixes "query: " and "passage: " are part of the model: without them cross-lingual
search breaks, so they are saved as its prompts.
"""

import shutil
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from qa_service.models.e5_weights import MAX_TOKENS, PROMPTS, E5Weights
from qa_service.models.questions import write_network
from qa_service.models.sentence_transformer import be_quiet
from qa_service.models.tokenizer import write_tokenizer

# What the file calls a layer's parts, as BertModel calls them.
LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
EMBEDDING_PARTS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


def build_model(weights: E5Weights, folder: Path) -> None:
    """Writes `weights` to `folder` as a sentence-transformers model."""
    be_quiet()
    network = folder / "network"
    _network(weights).save_pretrained(network)
    _tokenizer(weights).save_pretrained(network)
    transformer = Transformer(
        str(network),
        max_seq_length=MAX_TOKENS,
        model_kwargs={"add_pooling_layer": False},
    )
    pooling = Pooling(weights.shape.hidden, pooling_mode="mean")
    model = SentenceTransformer(
        modules=[transformer, pooling, Normalize()], prompts=PROMPTS, device="cpu"
    )
    model.save(str(folder), create_model_card=False)
    write_tokenizer(weights.pieces, weights.special, folder)
    write_network(folder)
    shutil.rmtree(network)


def _network(weights: E5Weights) -> BertModel:
    shape = weights.shape
    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.intermediate,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.token_types,
        layer_norm_eps=shape.epsilon,
        pad_token_id=weights.special["pad"],
    )
    model = BertModel(config, add_pooling_layer=False)
    names = _tensor_names(shape.layers)
    sizes = {name: tensor.shape for name, tensor in model.state_dict().items()}
    state = {
        names[name]: torch.from_numpy(values.copy()).reshape(sizes[names[name]])
        for name, values in weights.tensors.items()
    }
    model.load_state_dict(state, strict=True)
    return model


def _tensor_names(layers: int) -> dict[str, str]:
    """Each tensor's name in the file, and in BertModel's state."""
    names = dict(EMBEDDING_PARTS)
    for layer in range(layers):
        for short, part in LAYER_PARTS.items():
            for suffix, kind in (("w", "weight"), ("b", "bias")):
                names[f"l{layer}.{short}.{suffix}"] = f"encoder.layer.{layer}.{part}.{kind}"
    return names


def _tokenizer(weights: E5Weights) -> PreTrainedTokenizerFast:
    ids = weights.special
    tokenizer = Tokenizer(Unigram(weights.pieces, ids["unk"], byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", ids["bos"]), ("</s>", ids["eos"])],
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        bos_token="<s>",
        cls_token="<s>",
        eos_token="</s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        mask_token="<mask>",
        model_max_length=MAX_TOKENS,
    )
