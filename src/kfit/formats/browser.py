"""Prints an HTML page to PDF with a Chromium that is installed, driven over its DevTools pipe: the page is in no other file."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
import time
from contextlib import contextmanager, suppress
from typing import Any, Self

from ..errors import KfitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "brave-browser",
)
APPS = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium")
QUIET = (
    "--headless", "--remote-debugging-pipe", "--no-first-run", "--no-default-browser-check", "--disable-background-networking",
    "--disable-component-update", "--disable-default-apps", "--disable-domain-reliability", "--disable-extensions", "--disable-sync",
    "--disable-gpu", "--disable-breakpad", "--metrics-recording-only", "--no-pings", "--password-store=basic", "--use-mock-keychain",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
PATIENCE = 60  # seconds for an answer
ENDING = 5  # seconds for an end without force
HIGH = 10  # the ends of a pipe are moved beyond the numbers that the browser expects them at
TO_BROWSER, FROM_BROWSER = 3, 4
PAPERS = {"a4": (210 / 25.4, 297 / 25.4), "us-letter": (8.5, 11)}  # width and height in inches
BUFFER = 1 << 16


def find_browser() -> str | None:
    """Return the path of an installed Chromium, or of a browser made from it; None where there is none."""
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path), None) or next((path for path in APPS if os.access(path, os.X_OK)), None)


def print_page(browser: str, html: str, paper: str) -> bytes:
    """Return an HTML page as a tagged PDF; `paper` is `a4` or `us-letter`. Nothing is left behind. Raises KfitError."""
    width, height = PAPERS[paper]
    with Browser(browser) as running:
        running.show(html)
        sheet = {"paperWidth": width, "paperHeight": height, "printBackground": True, "generateTaggedPDF": True}
        return base64.b64decode(running.ask("Page.printToPDF", **sheet)["data"])


@contextmanager
def signals_held() -> Iterator[set[int]]:
    """Hold back the signals that end a program until the block is done; gives those that were held back before."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    try:
        yield {int(one) for one in held}
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


class Browser:
    """A headless Chromium with a home of its own, 0700, that goes with it: `with Browser(path) as browser: browser.show(html)`.

    It may reach no network. An error in the block, or a signal that raises one, ends it and removes its home too.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.process = 0
        self.home = self.session = ""
        self.asked = 0
        self.heard = b""
        self.events: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        try:
            self._start()
            target = self.ask("Target.createTarget", url="about:blank")["targetId"]
            self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        except BaseException:
            self._end(0)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end(ENDING if error is None else 0)

    def _start(self) -> None:
        with signals_held() as held:  # one in between would lose the home or the process
            self._spawn(held)

    def _spawn(self, signals: set[int]) -> None:
        """Start the browser with pipes to it and from it, and with these signals blocked."""
        self.home = tempfile.mkdtemp(prefix="kfit-")  # short: a socket in it has a path of 100 letters at most
        theirs, ours = os.pipe()
        self.read, written = os.pipe()
        self.write = ours
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, HIGH) for end in (theirs, written)]
        os.close(theirs)
        os.close(written)
        options = [*QUIET, f"--user-data-dir={self.home}", *(["--no-sandbox"] if os.geteuid() == 0 else [])]  # it refuses root with one
        actions: list[tuple[Any, ...]] = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in range(3)]
        actions += [(os.POSIX_SPAWN_DUP2, end, number) for end, number in zip(ends, (TO_BROWSER, FROM_BROWSER), strict=True)]
        places = dict.fromkeys(("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"), self.home)
        try:
            self.process = os.posix_spawn(
                self.path, [self.path, *options], {**os.environ, **places}, file_actions=actions, setpgroup=0, setsigmask=signals
            )
        except OSError as error:
            raise KfitError(f"{self.path} did not start ({error.strerror}).") from error
        finally:
            for end in ends:
                os.close(end)

    def show(self, html: str) -> None:
        """Show a page, without a file and without an address of its own."""
        self.ask("Network.enable")
        self.ask("Page.enable")
        frame = self.ask("Page.getFrameTree")["frameTree"]["frame"]["id"]
        self.ask("Page.setDocumentContent", frameId=frame, html=html)

    def ask(self, method: str, **told: object) -> dict[str, Any]:
        """Return the answer to a command of the DevTools protocol; what else is heard goes to `events`. Raises KfitError."""
        self.asked += 1
        message = {"id": self.asked, "method": method, "params": told} | ({"sessionId": self.session} if self.session else {})
        rest = memoryview(json.dumps(message).encode() + b"\0")
        try:
            while rest:
                rest = rest[os.write(self.write, rest) :]
        except BrokenPipeError as error:
            raise KfitError(f"{self.path} ended before it answered.") from error
        until = time.monotonic() + PATIENCE
        while True:
            heard = self._hear(until)
            if heard.get("id") == self.asked:
                break
            self.events.append(heard)
        if "error" in heard:
            raise KfitError(f"{self.path} could not do it ({heard['error']['message']}).")
        result: dict[str, Any] = heard["result"]
        return result

    def _hear(self, until: float) -> dict[str, Any]:
        """Return the next message."""
        while b"\0" not in self.heard:
            ready, _, _ = select.select([self.read], [], [], max(0, until - time.monotonic()))
            part = os.read(self.read, BUFFER) if ready else b""
            if not part:
                raise KfitError(f"{self.path} {'ended before it answered' if ready else 'did not answer'}.")
            self.heard += part
        message, _, self.heard = self.heard.partition(b"\0")
        told: dict[str, Any] = json.loads(message)
        return told

    def _end(self, patience: float) -> None:
        """End the browser with all that it started, by force after `patience` in seconds, and remove its home."""
        with signals_held():
            self._clear(patience)

    def _clear(self, patience: float) -> None:
        for end in ("read", "write"):
            if hasattr(self, end):
                os.close(getattr(self, end))
        if self.process:
            self._wait(patience)  # a pipe that closed is its sign to end
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process, signal.SIGKILL)
            self._wait(ENDING)
        until = time.monotonic() + ENDING
        while self.home and os.path.lexists(self.home) and time.monotonic() < until:  # its last children may still write
            shutil.rmtree(self.home, ignore_errors=True)

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while self.process and time.monotonic() < until:
            with suppress(ChildProcessError):
                if os.waitpid(self.process, os.WNOHANG) == (0, 0):
                    time.sleep(0.01)
                    continue
            return
