"""Our own markup, taken out of the theme's frame, and held against the HTML standard."""

import json
import re
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
CHECKER = HERE / "node_modules/.bin/html-validate"
READY = CHECKER.exists() and shutil.which("node") is not None
MISSING = "needs node and html-validate: npm ci --prefix tests/site"
# The theme's frame isn't ours: it has buttons that are labels, and lists with a role.
OURS = re.compile(r'<article class="md-content__inner md-typeset">(.*?)</article>\s*</div>', re.S)


def complaints(texts, folder):
    """What is wrong with each page's own markup, by the page's address."""
    names = {}
    for number, (path, text) in enumerate(texts.items()):
        file = folder / f"{number}.html"
        file.write_text(ours(text))
        names[str(file)] = path
    shutil.copy(HERE / ".htmlvalidate.cjs", folder)
    told = folder / "told.json"
    command = [str(CHECKER), "--formatter", f"json={told}", f"{folder}/*.html"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert told.is_file(), done.stderr
    found = json.loads(told.read_text())
    return {names[it["filePath"]]: [_told(message) for message in it["messages"]] for it in found}


def ours(text):
    """What a page has inside of the theme's frame, whole."""
    found = OURS.search(text)
    assert found, "the theme's frame has no article"
    return f"{found[1].strip()}\n"


def _told(message):
    return f"{message['line']}:{message['column']} {message['ruleId']}: {message['message']}"
