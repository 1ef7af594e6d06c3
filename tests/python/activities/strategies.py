"""Questions of every kind, as hypothesis makes them up."""

from __future__ import annotations

from hypothesis import strategies as st

from ownpace.activities.matching import tidy
from ownpace.activities.questions import (
    Matching,
    Multiple,
    Number,
    Option,
    Ordering,
    Pair,
    Single,
    Text,
)

TEXTS = st.text(min_size=1, max_size=40).map(str.strip).filter(bool)
FINITE = st.floats(-1e9, 1e9)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def lists() -> st.SearchStrategy[list[str]]:
    return st.lists(TEXTS, min_size=2, max_size=6, unique=True)


@st.composite
def options(draw: st.DrawFn) -> tuple[Option, ...]:
    texts = draw(lists())
    right = draw(st.sets(st.sampled_from(texts), min_size=1))
    return tuple(Option(text=text, right=text in right, why=f"about {text}") for text in texts)


@st.composite
def multiples(draw: st.DrawFn) -> Multiple:
    return Multiple(id="m", kind="multiple", text="Which?", options=draw(options()))


@st.composite
def singles(draw: st.DrawFn) -> Single:
    found = draw(options())
    first = next(option for option in found if option.right)
    only = tuple(option.model_copy(update={"right": option is first}) for option in found)
    return Single(id="s", kind="single", text="Which?", options=only)


@st.composite
def numbers(draw: st.DrawFn) -> Number:
    tolerance = draw(st.floats(0, 1e6))
    return Number(id="n", kind="number", text="?", answer=draw(FINITE), tolerance=tolerance)


@st.composite
def texts(draw: st.DrawFn) -> Text:
    accept = draw(st.lists(TEXTS.filter(tidy), min_size=1, max_size=4))
    case = draw(st.booleans())
    return Text(id="t", kind="text", text="?", accept=tuple(accept), match_case=case)


@st.composite
def orderings(draw: st.DrawFn) -> Ordering:
    return Ordering(id="o", kind="ordering", text="?", items=tuple(draw(lists())))


@st.composite
def matchings(draw: st.DrawFn) -> Matching:
    prompts, (other, *matches) = draw(lists()), draw(lists())
    chosen = [draw(st.sampled_from(matches)) for _ in prompts]
    pairs = tuple(Pair(text=p, match=m) for p, m in zip(prompts, chosen, strict=True))
    return Matching(id="x", kind="matching", text="?", pairs=pairs, others=(other,))


QUESTIONS = st.one_of(singles(), multiples(), numbers(), texts(), orderings(), matchings())
