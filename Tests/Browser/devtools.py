"""Chromium without a window, driven through its DevTools protocol over two pipes.

With `--remote-debugging-pipe` the browser reads commands from its file descriptor 3 and writes
replies and events to 4: JSON texts, each ended by a NUL. No port, no socket, no library.
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
import time
from typing import Any

Message = dict[str, Any]

# Descriptors of ours that are above those the browser is to see as 3 and 4.
_ABOVE_THE_BROWSERS = 10


class BrowserTrouble(Exception):
    """The browser refused a command, fell silent or went away."""


class Browser:
    """One browser with an empty profile, ended with its profile when the context is left."""

    def __init__(self, program: str = "chromium", patience: float = 300.0) -> None:
        path = shutil.which(program)
        if path is None:
            raise BrowserTrouble(f"there is no {program} on the PATH")
        self._patience = patience
        self._profile = tempfile.mkdtemp(prefix="browser-")
        self._rest = b""
        self._last_id = 0
        self.tabs: dict[str, Tab] = {}
        theirs_in, self._to_browser = _pipe()
        self._from_browser, theirs_out = _pipe()
        self._process = os.posix_spawn(
            path,
            [path, *self._options(), "about:blank"],
            os.environ | {"LC_ALL": "fr_FR.UTF-8", "LANGUAGE": "fr"},
            file_actions=[
                (os.POSIX_SPAWN_DUP2, theirs_in, 3),
                (os.POSIX_SPAWN_DUP2, theirs_out, 4),
                (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_OPEN, 2, self._profile + "/log", os.O_WRONLY | os.O_CREAT, 0o600),
            ],
            setpgroup=0,
        )
        os.close(theirs_in)
        os.close(theirs_out)

    def _options(self) -> list[str]:
        options = [
            "--headless=new", "--remote-debugging-pipe", "--user-data-dir=" + self._profile,
            "--no-first-run", "--no-default-browser-check", "--disable-gpu",
            "--disable-dev-shm-usage", "--disable-background-networking", "--disable-extensions",
            "--disable-component-update", "--hide-scrollbars", "--force-color-profile=srgb",
            # Nothing that a page asks for by name is ever found.
            "--host-resolver-rules=MAP * ~NOTFOUND",
        ]
        # Chromium has no sandbox for root, who runs the checks in a container.
        return options + (["--no-sandbox"] if os.geteuid() == 0 else [])

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._to_browser)
        os.close(self._from_browser)
        _end_group(self._process)
        shutil.rmtree(self._profile, ignore_errors=True)

    def open_tab(self) -> Tab:
        """An empty tab; its events are kept from now on."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = Tab(self, target, session)
        self.tabs[session] = tab
        return tab

    def call(self, method: str, session: str | None = None, **params: Any) -> Message:
        """Sends a command and returns its result; events that come before it are kept."""
        self._last_id += 1
        message: Message = {"id": self._last_id, "method": method, "params": params}
        if session is not None:
            message["sessionId"] = session
        self._write(json.dumps(message).encode() + b"\0")
        while True:
            reply = self.read()
            if reply.get("id") == self._last_id:
                if "error" in reply:
                    raise BrowserTrouble(f"{method}: {reply['error']['message']}")
                result: Message = reply["result"]
                return result

    def read(self) -> Message:
        """The next message; an event is also kept by the tab that it belongs to."""
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._from_browser], [], [], self._patience)
            data = os.read(self._from_browser, 1 << 20) if ready else b""
            if not data:
                raise BrowserTrouble("the browser " + ("went away" if ready else "fell silent"))
            self._rest += data
        text, self._rest = self._rest.split(b"\0", 1)
        message: Message = json.loads(text)
        tab = self.tabs.get(message.get("sessionId", ""))
        if tab is not None and "method" in message:
            tab.events.append(message)
        return message

    def _write(self, data: bytes) -> None:
        try:
            while data:
                data = data[os.write(self._to_browser, data):]
        except BrokenPipeError as error:
            raise BrowserTrouble("the browser went away") from error


class Tab:
    """One page of the browser, and every event that it reported so far."""

    def __init__(self, browser: Browser, target: str, session: str) -> None:
        self._browser = browser
        self._target = target
        self._session = session
        self.events: list[Message] = []

    def __enter__(self) -> Tab:
        return self

    def __exit__(self, *_: object) -> None:
        self._browser.tabs.pop(self._session, None)
        self._browser.call("Target.closeTarget", targetId=self._target)

    def call(self, method: str, **params: Any) -> Message:
        return self._browser.call(method, self._session, **params)

    def wait_for(self, method: str) -> None:
        """Returns once the event has come; it may have come already."""
        while not any(event["method"] == method for event in self.events):
            self._browser.read()

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression, awaited where it is a promise."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            text = details.get("exception", {}).get("description") or details["text"]
            raise BrowserTrouble(f"a measuring script failed: {text}")
        return answer["result"].get("value")


def _pipe() -> tuple[int, int]:
    """A pipe's reading and writing end, closed in other programs and out of the way of 3 and 4."""
    ends = os.pipe()
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, _ABOVE_THE_BROWSERS) for end in ends]
    for end in ends:
        os.close(end)
    return high[0], high[1]


def _end_group(process: int) -> None:
    """Waits a moment for the browser to leave by itself, then ends it and what it started."""
    for _ in range(50):
        if os.waitpid(process, os.WNOHANG)[0]:
            break
        time.sleep(0.05)
    try:
        os.killpg(process, signal.SIGKILL)
    except ProcessLookupError:
        return
    try:
        os.waitpid(process, 0)
    except ChildProcessError:
        pass
