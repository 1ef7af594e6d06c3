"""``ownpace check --online``: does what links lead to answer?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import httpx

SECONDS = 20
AT_ONCE = 6
#: What sites answer to programs where people are let in: it says nothing of the page.
NOT_FOR_PROGRAMS = {401, 403, 429}
_AGENT = {"User-Agent": "Mozilla/5.0 (ownpace check --online)"}


class Answer(NamedTuple):
    """What an address answered: ``fault`` if it cannot be reached, ``note`` if it may be."""

    address: str
    fault: str = ""
    note: str = ""


def fetch_all(addresses: Sequence[str], finished: Callable[[Answer], None]) -> list[Answer]:
    """Ask each address once, a few at a time; ``finished`` is told of each, in their order."""
    with httpx.Client(timeout=SECONDS, follow_redirects=True, headers=_AGENT) as client:
        return list(_answers(client, addresses, finished))


def _answers(
    client: httpx.Client, addresses: Sequence[str], finished: Callable[[Answer], None]
) -> Iterator[Answer]:
    with ThreadPoolExecutor(max_workers=AT_ONCE) as threads:
        for answer in threads.map(lambda address: _ask(client, address), addresses):
            finished(answer)
            yield answer


def _ask(client: httpx.Client, address: str) -> Answer:
    """HEAD first, which costs nothing; GET where a site does not answer that well."""
    try:
        found = client.head(address)
        if found.is_success:
            return Answer(address)
    except httpx.HTTPError:
        pass
    try:
        with client.stream("GET", address) as found:
            return _judged(address, found.status_code, found.reason_phrase)
    except httpx.TimeoutException:
        return Answer(address, fault=f"did not answer within {SECONDS} seconds")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Answer(address, fault=f"cannot be reached ({error or type(error).__name__})")


def _judged(address: str, status: int, phrase: str) -> Answer:
    if status in NOT_FOR_PROGRAMS:
        return Answer(address, note=f"lets no program look ({status} {phrase}): open it yourself")
    if status >= 400:
        return Answer(address, fault=f"answers {status} {phrase}")
    return Answer(address)
