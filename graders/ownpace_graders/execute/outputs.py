"""From a submission's messages to nbformat outputs, believing nothing of their shape or size."""

from __future__ import annotations

from typing import Any

Output = dict[str, Any]

_DEEPEST, _SHORT = 64, 1000


class TooMuch(Exception):
    """A submission showed more than it may."""


class Outputs:
    """The outputs of one cell, as a notebook keeps them."""

    def __init__(self, allowance: Allowance, count: int | None) -> None:
        self.allowance, self.count = allowance, count
        self.items: list[Output] = []
        self._clear_next = False

    def add(self, kind: str, content: Any) -> None:
        """One message of a kernel; what is malformed, or not for notebooks, is passed over."""
        if not isinstance(content, dict):
            return
        if kind == "clear_output":
            self._clear(bool(content.get("wait")))
        elif kind == "update_display_data":
            self.allowance.update(content)
        elif (made := _made(kind, content, self.count)) is not None:
            self.allowance.spend(made)
            self._clear(False) if self._clear_next else None
            self._append(made)
            self.allowance.remember(made, content)

    def error(self, name: str, text: str, traceback: list[str] | None = None) -> None:
        lines = traceback if traceback is not None else [f"{name}: {text}"]
        self.items.append(
            {"output_type": "error", "ename": name, "evalue": text, "traceback": lines}
        )

    def failed(self) -> bool:
        return any(item["output_type"] == "error" for item in self.items)

    def has_error(self, name: str) -> bool:
        return any(item.get("ename") == name for item in self.items)

    def _clear(self, wait: bool) -> None:
        self._clear_next = wait
        if not wait:
            self.items.clear()

    def _append(self, made: Output) -> None:
        last = self.items[-1] if self.items else {}
        same = last.get("output_type") == "stream" == made["output_type"]
        if same and last["name"] == made["name"]:
            last["text"] += made["text"]
        else:
            self.items.append(made)


class Allowance:
    """What one submission may still show, and its displays that may be updated."""

    def __init__(self, greatest: int) -> None:
        self.left = greatest
        self._displays: dict[str, list[Output]] = {}

    def spend(self, output: Output) -> None:
        self.left -= _size(output) + 64
        if self.left < 0:
            raise TooMuch

    def remember(self, output: Output, content: Output) -> None:
        if isinstance(name := _display_id(content), str):
            self._displays.setdefault(name, []).append(output)

    def update(self, content: Output) -> None:
        new = _made("display_data", content, None)
        for output in self._displays.get(str(_display_id(content)), ()) if new else ():
            assert new is not None
            self.spend(new)
            output.update(data=new["data"], metadata=new["metadata"])


def _display_id(content: Output) -> Any:
    transient = content.get("transient")
    return transient.get("display_id") if isinstance(transient, dict) else None


def _made(kind: str, content: Output, count: int | None) -> Output | None:
    if kind == "stream" and content.get("name") in ("stdout", "stderr"):
        text = str(content.get("text", ""))
        return {"output_type": kind, "name": content["name"], "text": text}
    if kind == "error":
        return _error(content)
    if kind not in ("display_data", "execute_result"):
        return None
    metadata = content.get("metadata")
    made = {
        "output_type": kind,
        "data": _bundle(content.get("data")),
        "metadata": metadata if isinstance(metadata, dict) and _is_flat(metadata, 8) else {},
    }
    return made if kind == "display_data" else {**made, "execution_count": count}


def _error(content: Output) -> Output:
    lines = content.get("traceback")
    return {
        "output_type": "error",
        "ename": str(content.get("ename", "")),
        "evalue": str(content.get("evalue", "")),
        "traceback": [str(line) for line in lines] if isinstance(lines, list) else [],
    }


def _bundle(data: Any) -> Output:
    """Texts by media type; only JSON types may hold anything else (nbformat's schema)."""
    if not isinstance(data, dict):
        return {}
    return {
        kind: value if isinstance(value, str) or _is_json(kind, value) else str(value)[:_SHORT]
        for kind, value in data.items()
    }


def _is_json(kind: str, value: Any) -> bool:
    return kind.endswith("json") and _is_flat(value, _DEEPEST)


def _is_flat(value: Any, levels: int) -> bool:
    """Nested no deeper than what every reader of the notebook can follow."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels > 0 and all(_is_flat(one, levels - 1) for one in inner)


def _size(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(_size(key) + _size(inner) for key, inner in value.items())
    if isinstance(value, list):
        return sum(map(_size, value))
    return 8
