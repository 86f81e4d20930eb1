"""Whether both families are decoders."""

from claims import derived

both_are_decoder_transformers = derived(
    statement="GPT-2 and LLaMA are both transformer decoders.",
    follows=["architecture/gpt2_is_decoder_only", "architecture/llama_is_decoder_only"],
    finding="GPT-2 and LLaMA are both stacks of decoder blocks, in every size.",
    sources=["gpt2-report", "llama-paper"],
)
