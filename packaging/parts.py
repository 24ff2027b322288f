#!/usr/bin/env python3
"""The parts of the program: their licences, and a list of them for those who must know.

    parts.py licences   the licences with their texts, as they go along with the program
    parts.py sbom       a software bill of materials, CycloneDX 1.5
    parts.py check      fails where a part has a licence that packaging/licences.tsv does not name
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def parts() -> list[dict]:
    """The packages that are in the program, as cargo knows them: not those of builds and tests."""
    tree = subprocess.run(
        ["cargo", "tree", "--locked", "--edges", "normal", "--prefix", "none", "--package", "mizan"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout
    wanted = {tuple(line.split()[:2]) for line in tree.splitlines() if line.strip()}
    metadata = subprocess.run(
        ["cargo", "metadata", "--locked", "--format-version", "1"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout
    found = [p for p in json.loads(metadata)["packages"] if (p["name"], "v" + p["version"]) in wanted]
    return sorted((p for p in found if p["name"] != "mizan"), key=lambda p: (p["name"], p["version"]))


def allowed() -> set[str]:
    lines = (ROOT / "packaging/licences.tsv").read_text(encoding="utf-8").splitlines()
    return {line for line in lines[2:] if line}


def choice(expression: str, known: set[str]) -> bool:
    """True when an SPDX expression can be met with known licences: one of each OR, all of each AND."""
    expression = expression.replace("/", " OR ").strip()
    tokens = re.findall(r"\(|\)|[^()\s]+", expression)

    def either() -> bool:
        value = both()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            value = both() or value
        return value

    def both() -> bool:
        value = one()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            value = one() and value
        return value

    def one() -> bool:
        token = tokens.pop(0)
        if token == "(":
            value = either()
            tokens.pop(0)
            return value
        if len(tokens) > 1 and tokens[0] == "WITH":
            tokens.pop(0)
            token = f"{token} WITH {tokens.pop(0)}"
        return token in known or token.split(" WITH ")[0] in known

    return either()


def check() -> int:
    known = allowed()
    wrong = [p for p in parts() if not p["license"] or not choice(p["license"], known)]
    for p in wrong:
        print(f"{p['name']} {p['version']}: {p['license'] or 'no licence'} is not in packaging/licences.tsv", file=sys.stderr)
    return 1 if wrong else 0


def licences() -> None:
    print("Mizan is under MIT or Apache-2.0, at your choice.\n")
    print((ROOT / "LICENSE-MIT").read_text(encoding="utf-8"))
    print((ROOT / "LICENSE-APACHE").read_text(encoding="utf-8"))
    print("It holds these parts, each under its own licence.\n")
    texts: dict[str, list[str]] = {}
    for p in parts():
        print(f"{p['name']} {p['version']}: {p['license']}")
        folder = Path(p["manifest_path"]).parent
        for file in sorted(folder.iterdir()):
            if re.match(r"(?i)(licen[cs]e|copying|notice|unlicense)", file.name) and file.is_file():
                text = file.read_text(encoding="utf-8", errors="replace").strip()
                texts.setdefault(text, []).append(f"{p['name']} {p['version']}")
    for text, names in texts.items():
        print(f"\n{'-' * 78}\n{', '.join(names)}\n\n{text}")


def sbom() -> None:
    version = re.search(r'\[workspace\.package\]\nversion = "(.*)"', (ROOT / "Cargo.toml").read_text())[1]
    components = [
        {
            "type": "library",
            "name": p["name"],
            "version": p["version"],
            "purl": f"pkg:cargo/{p['name']}@{p['version']}",
            "licenses": [{"expression": p["license"].replace("/", " OR ")}] if p["license"] else [],
        }
        for p in parts()
    ]
    program = {"type": "application", "name": "mizan", "version": version}
    made = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "metadata": {"component": program}, "components": components}
    print(json.dumps(made, indent=1))


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ("licences", "sbom", "check"):
        sys.exit(__doc__)
    sys.exit({"licences": licences, "sbom": sbom, "check": check}[sys.argv[1]]())
