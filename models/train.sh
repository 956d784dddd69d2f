#!/bin/sh
# Trains the model of this folder: models/train.sh [more options of `vbparse train`, such as --texts DIR].
# Five to ten minutes on one core with fifty plans at hand, two without.
set -eu
cd "$(dirname "$0")/.."
exec vbparse train --out models/second_opinion --texts samples/kehoach70.pdf "$@"
