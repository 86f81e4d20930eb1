"""The index of Llama 3 8B's record has another hash."""

from tests.mutants.changing import rehash

MUTANT = rehash("llama-3-8b", "model.safetensors.index.json")
