"""Compare how news outlets tell one event: figures, attributed quotes and framing, with the evidence.

Plain functions, DataFrame in, DataFrame out; the prefix tells what goes in and what comes
out: read_, extract_, stat_, plot_, show_, write_. Start with `read_corpus`.
"""

from importlib import import_module

# Where each public name lives. Loaded when first used (PEP 562), so that a script that only
# reads a corpus does not pay for plots.
_HOMES = {
    "read_corpus": "reading.corpus",
    "read_lexicon": "lexicon",
    "read_corrections": "reading.corrections",
    "extract_all": "extract",
    "extract_passages": "extract",
    "extract_sentences": "extract",
    "extract_mentions": "extract",
    "extract_labels": "extract",
    "extract_quotes": "extract",
    "extract_dates": "extract",
    "extract_figures": "extract",
    "extract_cues": "extract",
    "extract_kwic": "extract",
    "align_names": "align.entities",
    "align_figures": "align.claims",
    "align_quotes": "align.utterances",
    "align_sentences": "align.statements",
    "stat_events": "align.event_groups",
    "stat_all": "compare.everything",
    "stat_cues": "compare.devices",
    "stat_integrity": "compare.articles",
    "stat_readability": "compare.articles",
    "stat_keyness": "compare.keyness",
    "stat_headlines": "compare.headlines",
    "stat_sources": "compare.voices",
    "stat_naming": "compare.naming",
    "stat_prominence": "compare.prominence",
    "stat_utterances": "compare.variants",
    "stat_claims": "compare.agreement",
    "stat_coverage": "compare.coverage",
    "stat_findings": "compare.findings",
    "stat_reuse": "compare.reuse",
    "plot_passages": "plots.occurrences",
    "plot_readability": "plots.occurrences",
    "plot_sources": "plots.crosstabs",
    "plot_figures": "plots.occurrences",
    "plot_dates": "plots.occurrences",
    "plot_keyness": "plots.forest",
    "plot_cues": "plots.shares",
    "plot_claims": "plots.crosstabs",
    "plot_naming": "plots.crosstabs",
    "plot_coverage": "plots.grids",
    "plot_utterances": "plots.grids",
    "plot_prominence": "plots.grids",
    "plot_reuse": "plots.grids",
    "show_article": "show",
    "show_evidence": "show",
    "show_diff": "collation",
    "show_table": "show",
    "show_brief": "report.brief",
    "write_brief": "report.brief",
    "write_batches": "report.batches",
    "read_tables": "report.export",
    "write_tables": "report.export",
}

__all__ = list(_HOMES)


def __getattr__(name: str):
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
