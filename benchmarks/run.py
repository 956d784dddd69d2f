"""Measure everything and print it: `python -m benchmarks.run [speed|startup|growth|times|scans|batch|kill|cluster|store|exports ...] [--save]`.

`--save` keeps the figures in baseline.json, which `benchmarks.check` compares with.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks import batch, cluster, exports, growth, kill, scans, speed, startup, store, times

BASELINE = Path(__file__).with_name("baseline.json")
QUESTIONS = {
    "speed": speed,
    "startup": startup,
    "growth": growth,
    "times": times,
    "scans": scans,
    "batch": batch,
    "kill": kill,
    "cluster": cluster,
    "store": store,
    "exports": exports,
}


def main() -> None:
    """Run the questions that are asked, all of them unless named."""
    parser = argparse.ArgumentParser(description="Measure vbparse beside pypdfium2 and pdfplumber.")
    parser.add_argument("questions", nargs="*", choices=[*QUESTIONS, []], help="what to measure (default: all)")
    parser.add_argument("--save", action="store_true", help="keep the figures as the baseline")
    arguments = parser.parse_args()
    kept = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    for name in arguments.questions or QUESTIONS:
        question = QUESTIONS[name]
        kept[name] = question.run()
        print(f"\n## {(question.__doc__ or name).splitlines()[0]}\n\n{question.table(kept[name])}")
    if arguments.save:
        BASELINE.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
