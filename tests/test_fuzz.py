"""What `make fuzz` feeds: it reaches every public name, its seeds pass, and its checks see what is wrong."""

import sys
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ioc_analysis as ioc

sys.path.insert(0, str(Path(__file__).parent / "fuzz"))
import entries


def feed(name, data):
    try:
        entries.ENTRIES[name].check(data)
    except entries.OURS as error:
        return str(error)
    return None


def test_every_public_name_is_fuzzed():
    assert {name for entry in entries.ENTRIES.values() for name in entry.names.split()} == set(ioc.__all__)


@pytest.mark.parametrize("name", entries.ENTRIES)
def test_no_seed_is_more_than_refused(name):
    for seed in entries.ENTRIES[name].seeds[: 1 if name in ("brief", "plots") else 20]:  # these two take seconds
        feed(name, seed)


@pytest.mark.parametrize("name", entries.ENTRIES)
def test_the_first_seed_is_taken_so_that_more_is_fuzzed_than_refusals(name):
    assert feed(name, entries.ENTRIES[name].seeds[0]) is None


# What fuzzing found, cut down to what it takes.
FOUND = [
    ("text", "“We lost it,” Ada Quist recalls"),  # the last word of the text is the verb
    ("text", "who told added: 7 left."),  # of two cues of one clause one has a speaker
    ("tables", bytes([13, 0, 0, 3, 1, 0])),  # offsets that are text
]


@pytest.mark.parametrize(("name", "found"), FOUND)
def test_what_was_found_stays_mended(name, found):
    feed(name, found if isinstance(found, bytes) else found.encode())


FILES = ["md", "html", "csv", "jsonl", "gzip", "parquet", "manifest", "corrections", "lexicon", "package"]


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_file_that_is_spoiled_is_more_than_refused(name, data):
    seed = data.draw(st.sampled_from(entries.ENTRIES[name].seeds))
    at = data.draw(st.integers(0, len(seed)))
    feed(name, seed[:at] + data.draw(st.binary(max_size=8)) + seed[at + data.draw(st.integers(0, 8)) :])


@pytest.mark.parametrize("name", ["text", "batches", *FILES])
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(), st.integers(1, 4))
def test_what_is_changed_as_what_it_is_is_no_more_than_refused(name, chance, times):
    entry, random = entries.ENTRIES[name], Random(chance)
    data = random.choice(entry.seeds)
    for _ in range(times):
        data = entry.mutate(data, random)
    feed(name, data)


@pytest.mark.parametrize("name", ["text", *FILES])
def test_some_changes_of_an_input_leave_it_what_it_is(name):
    random, entry = Random(1), entries.ENTRIES[name]
    changed = [entry.mutate(entry.seeds[0], random) for _ in range(20)]
    assert len(set(changed)) > 6
    assert sum(feed(name, data) is None for data in changed) >= 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(min_size=4, max_size=24))
def test_no_table_that_is_spoiled_is_more_than_refused(data):
    feed("tables", data)


def test_a_false_offset_is_seen():
    articles = entries.articles_of([entries.STORY])
    figures = ioc.extract_figures(articles)
    entries.check_offsets({"figures": figures}, articles)
    with pytest.raises(AssertionError, match="figures"):
        entries.check_offsets({"figures": figures.assign(start=figures["start"] + 1, end=figures["end"] + 1)}, articles)
    counted = figures.dropna(subset="counted").assign(counted="nothing")
    with pytest.raises(AssertionError, match="counted"):
        entries.check_offsets({"figures": counted}, articles)
    with pytest.raises(AssertionError, match="claims"):
        entries.check_evidence({"claims": figures.assign(end=figures["end"] + 1)}, articles)


@pytest.mark.parametrize(
    "page",
    ["<script>x</script>", "<p onclick=x>", '<a href="javascript:x">', "<img src=x>", "<meta http-equiv=refresh>"],
)
def test_what_runs_or_is_fetched_is_seen(page):
    entries.check_harmless('<p class="a"><a href="#b">c</a> <a href="https://gazette.example/d">e</a></p>')
    with pytest.raises(AssertionError):
        entries.check_harmless(page)


def test_an_error_that_is_not_ours_is_told(monkeypatch):
    monkeypatch.setattr(ioc, "read_lexicon", lambda *_, **__: {}["x"])
    with pytest.raises(KeyError):
        feed("lexicon", b"term,source\n")
    assert feed("tables", bytes([1, 0, 0, 0, 0])).startswith("not a table of mentions: columns ['article_id']")
    assert isinstance(entries.MENTIONS, pd.DataFrame)
