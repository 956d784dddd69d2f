"""Scores the roles that a model gives, alone, against annotated plans: python models/scripts/roles.py GOLD_DIR MODEL."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from vbparse.nlp.opinion import load_opinion
from vbparse.nlp.samples import ROLES
from vbparse.training.texts import gold_samples


def main(folder: Path, model: str) -> None:
    """Print P, R and F1 for each role; right is a role on a mention with the annotated ends."""
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    samples = list(gold_samples(folder))
    for sample, said in zip(samples, load_opinion(model).read([one.text for one in samples]), strict=True):
        truth = {(mark.start, mark.end, role) for mark in sample.marks for role in mark.roles}
        read = {(one.start, one.end, role) for one in said for role, _ in one.roles}
        for counter, items in ((gold, truth), (found, read), (right, truth & read)):
            counter.update(role for _, _, role in items)
    for role in ROLES:
        precision, recall = right[role] / max(found[role], 1), right[role] / max(gold[role], 1)
        both = 2 * right[role] / max(gold[role] + found[role], 1)
        sys.stdout.write(f"{role}: P {precision:.3f} R {recall:.3f} F1 {both:.3f} ({gold[role]})\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
