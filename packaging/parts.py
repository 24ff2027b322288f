#!/usr/bin/env python3
"""The components of the program: their licences, and a bill of materials.

    parts.py licences   the licences with their texts, for distribution with the program
    parts.py sbom       a software bill of materials, CycloneDX 1.5
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def parts() -> list[dict]:
    """The packages that are part of the program according to cargo, without those for builds and tests."""
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
    if len(sys.argv) != 2 or sys.argv[1] not in ("licences", "sbom"):
        sys.exit(__doc__)
    {"licences": licences, "sbom": sbom}[sys.argv[1]]()
