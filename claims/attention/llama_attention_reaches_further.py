"""Whether LLaMA's attention makes it better at dependencies over long distances."""

from claims import undecidable

llama_attention_reaches_further = undecidable(
    statement="LLaMA's attention models long-range dependencies better than GPT-2's.",
    because=(
        "In both, every token can attend to every earlier one in the context; how well the model "
        "uses the distant ones is a matter of training. Both kinds of attention trained alike and "
        "tested on texts whose answers lie far back would decide it."
    ),
    sources=["gpt2-report", "llama-paper", "llama-3-paper"],
)
