#!/usr/bin/env python3
"""Converts packaging/advisories.tsv to the format of cargo-deny, for use where the current advisories cannot be fetched.

    advisories.py FOLDER     FOLDER is `db-path` of deny.toml
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

TABLE = Path(__file__).with_name("advisories.tsv")
#: The name that cargo-deny gives to its copy of https://github.com/rustsec/advisory-db.
NAME = "advisory-db-3157b0e258782691"


def advisory(row: dict[str, str]) -> str:
    """An advisory in the format of RustSec: a header in TOML, and a title."""
    kind = f'informational = "{row["kind"]}"\n' if row["kind"] else ""
    versions = "".join(
        f"{name} = {json.dumps(row[name].split('|') if row[name] else [])}\n" for name in ("patched", "unaffected")
    )
    return (
        f'```toml\n[advisory]\nid = "{row["id"]}"\npackage = "{row["package"]}"\ndate = "{row["date"]}"\n{kind}\n'
        f"[versions]\n{versions}```\n\n# {row['title']}\n"
    )


def main(place: Path) -> None:
    head, *lines = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    rows = [dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in lines]
    folder = place / NAME
    shutil.rmtree(folder, ignore_errors=True)
    for row in rows:
        file = folder / "crates" / row["package"] / f"{row['id']}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(advisory(row), encoding="utf-8")
    git = ["git", "-C", str(folder), "-c", "user.name=mizan", "-c", "user.email=mizan@localhost"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Advisories"]):
        subprocess.run([*git, *words], check=True)
    newest = max(row["date"] for row in rows)
    print(f"no network: {len(rows)} advisories of packaging/advisories.tsv, the newest of {newest}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
