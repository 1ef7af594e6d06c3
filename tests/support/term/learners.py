"""The learners of a term: who they are, where they live, and how their work comes in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tests.support.term.calendar import ZONES

Way = Literal["exchange", "bundle", "moodle", "canvas"]
WAYS: tuple[Way, ...] = ("exchange", "bundle", "moodle", "canvas")


@dataclass(frozen=True)
class Learner:
    """``number`` is the learning platform's."""

    id: str
    first: str
    last: str
    zone: str
    way: Way
    number: str

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def mail(self) -> str:
        return f"{self.number}@example.org"


_NAMES = """\
ada Ada Lovelace, søren Søren Ødegård, नीरज नीरज चोपड़ा, wei Wěi Chén, zoe Zoë O’Neil,
иван Иван Петров, eleni Ελένη Παππά, yuki 雪 田中, amir امیر رضایی, maria María Núñez,
ben Ben Okri, cleo Cléo Dubois, dana דנה לוי, emil Emil Škvor, fatou Fatou Diop,
gita गीता राव, hana 하나 김, igor Ігор Шевченко, jo Jo O'Hara, kai Kai Müller,
lena Lena Weiß, mira Mira Jain, niko Νίκος Δήμου, olga Ольга Лебедева, pia Pia Ånes,
quinn Quinn Ngô, ravi Ravi Iyer, sara سارة حداد, tomas Tomáš Dvořák, uma Uma Thevar,
vera Vera Đukić, will Will Łoś, xin Xīn Lǐ, yara Yara Assis, zeno Zeno Ferrari,
arjun Arjun Nair, bola Bọ́lá Adé, chloe Chloé Roy, dev Dev Patel, esme Esmé Hart"""


def _learners() -> tuple[Learner, ...]:
    """In turn from each zone, and each way after the other of every zone."""
    found = []
    for n, entry in enumerate(_NAMES.replace("\n", " ").split(", ")):
        identity, first, last = entry.split(" ", 2)
        way = WAYS[n // len(ZONES) % len(WAYS)]
        found.append(Learner(identity, first, last, ZONES[n % len(ZONES)], way, str(4001 + n)))
    return tuple(found)


LEARNERS = _learners()
