#!/usr/bin/env python3
"""The forests of Program.cs by scikit-learn: peer.py FILE#COLUMN TREES SEEDS THREADS prints one line of its table."""
import csv
import statistics
import sys
import time

import numpy as np
from sklearn.ensemble import RandomForestClassifier

file, trees, seeds, threads = sys.argv[1], *map(int, sys.argv[2:5])
path, label = file.split("#")
with open(path, newline="") as stream:
    header, *lines = csv.reader(stream)
kept = [column for column, name in enumerate(header) if name not in (label, "row", "")]
x = np.array([[line[column] for column in kept] for line in lines], dtype=np.float32)
y = np.array([line[header.index(label)] for line in lines])
held = np.arange(len(y)) % 3 == 2  # every third row


def run(seed):
    began = time.perf_counter()
    forest = RandomForestClassifier(trees, oob_score=True, random_state=seed, n_jobs=threads).fit(x[~held], y[~held])
    grown = time.perf_counter()
    said = forest.predict(x[held])
    return (said == y[held]).mean(), forest.oob_score_, grown - began, time.perf_counter() - grown


run(0)
accuracy, oob, grow, predict = zip(*map(run, range(1, seeds + 1)))
print(f"| {path.split('/')[-1]}#{label} | {len(y)} | {x.shape[1]} | scikit-learn "
      f"| {np.mean(accuracy):.4f} ± {np.std(accuracy, ddof=1):.4f} | {np.mean(oob):.4f} ± {np.std(oob, ddof=1):.4f} "
      f"| {statistics.median(grow):.3f} | {statistics.median(predict):.3f} |", flush=True)
