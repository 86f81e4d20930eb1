"""The site of a copy of the project while it is served."""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium")
MISSING = "needs Debian's browser: apt-get install chromium"


class Served:
    """A folder with the project's files, in which anything may be edited, and its server."""

    def __init__(self, folder, wait=True):
        self.folder, self.port, self.waits = folder, free_port(), wait
        self.log = (folder / "log").open("w+")
        command = (sys.executable, "-m", "mkdocs", "serve")
        self.process = subprocess.Popen(
            [*command, "--dev-addr", f"127.0.0.1:{self.port}"],
            cwd=folder,
            env=environment(folder),
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def __enter__(self):
        if self.waits:
            self.wait()
        return self

    def __exit__(self, *_):
        self.stop()

    def wait(self, seconds=300):
        """Wait until it answers."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            assert self.process.poll() is None, self.said
            try:
                return self.get("/")
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.said)

    def wait_until_checked(self):
        """Wait until nothing is being checked, as it tells whoever begins to listen."""
        until = time.monotonic() + 300
        while (state := self.state())["checking"] or state["pages"]:
            assert time.monotonic() < until, (state, self.said)
            time.sleep(0.1)

    def state(self):
        """What it tells whoever begins to listen."""
        with urllib.request.urlopen(f"{self.url}/claims/events", timeout=10) as events:
            return json.loads(events.readline().removeprefix(b"data: "))

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def said(self):
        """What it said on the terminal."""
        return (self.folder / "log").read_text()

    def get(self, path):
        with urllib.request.urlopen(f"{self.url}{path}", timeout=10) as answer:
            return answer.read().decode()

    def save(self, name, text):
        """Save a file, as an editor does that writes into it."""
        (self.folder / name).write_text(text)

    def edit(self, name, old, new):
        """Save a file with something else in it."""
        text = (self.folder / name).read_text()
        assert old in text
        self.save(name, text.replace(old, new))

    def children(self):
        """The processes that the server itself has started, and that still run."""
        tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
        return [int(it) for task in tasks for it in (task / "children").read_text().split()]

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(120) == 0, self.said
        self.log.close()


def environment(folder):
    """What makes a folder's own package be imported."""
    known = {"PYTHONPATH": str(folder), "OMP_NUM_THREADS": "1"}
    known |= {"PYTHONDONTWRITEBYTECODE": "1", "NO_MKDOCS_2_WARNING": "1"}
    return {**os.environ, **known}


def free_port():
    """A port that nobody has, and that no kernel is given in the meantime."""
    while True:
        with socket.socket() as free:
            try:
                free.bind(("127.0.0.1", random.randrange(20000, 32000)))
            except OSError:
                continue
            return free.getsockname()[1]
