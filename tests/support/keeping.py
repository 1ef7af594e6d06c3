"""What a browser keeps of learners' work, in IndexedDB: waited for, and put there."""

from __future__ import annotations

import base64

from playwright.sync_api import Page

from tests.support.panel import PATIENCE

#: A test that opened it first would make it, and make it empty.
_IS_THERE = "async () => (await indexedDB.databases()).some(one => one.name === 'ownpace-kept')"
_OPEN = """
const database = await new Promise((resolve, reject) => {
  const request = indexedDB.open('ownpace-kept');
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
"""
_KEPT = f"""
async parts => {{
  {_OPEN}
  const kept = await new Promise(resolve => {{
    const all = database.transaction('about').objectStore('about').getAll();
    all.onsuccess = () => resolve(all.result);
  }});
  database.close();
  const names = new Set(kept.map(one => one.part));
  return parts.every(part => names.has(part));
}}
"""
_PUT = f"""
async ([about, content]) => {{
  {_OPEN}
  const writing = database.transaction(['about', 'bytes'], 'readwrite');
  const key = [about.course, about.disk, about.part];
  writing.objectStore('about').put(about, key);
  const bytes = Uint8Array.from(atob(content), one => one.charCodeAt(0));
  writing.objectStore('bytes').put(bytes.buffer, key);
  await new Promise(resolve => {{ writing.oncomplete = resolve; }});
  database.close();
}}
"""


def until_kept(page: Page, *parts: str) -> None:
    """Wait until the browser keeps these parts."""
    page.wait_for_function(_IS_THERE, timeout=PATIENCE)
    page.wait_for_function(_KEPT, arg=list(parts), timeout=PATIENCE)


def put(page: Page, part: str, backup: bytes, title: str = "Small") -> None:
    """Put a part in the browser of ``page``, which shows the panel of some course, as a session
    with another disk left it there."""
    page.wait_for_function(_IS_THERE, timeout=PATIENCE)
    at = "2027-01-20T12:00:00.000Z"
    about = {"course": "small-1", "title": title, "disk": f"of {title}", "part": part}
    content = base64.b64encode(backup).decode()
    page.evaluate(_PUT, [about | {"tag": "t", "made": at, "at": at}, content])
