"""Trains one fold: softmax regression on one-hot DNA by stochastic gradient descent, with nothing but Python's standard library.

The orchestrator starts this program once a fold and hands it a file of JSON; what it says comes back as lines of JSON on standard
output. docs/how-to/own-trainer.md explains both.
"""

import json
import math
import os
import random
import signal
import sys

BASES = {"A": 0, "C": 1, "G": 2, "T": 3}


def say(**line):
    print(json.dumps(line), flush=True)


def read_fasta(path):
    """Rows in the order of the file: the positions that are one in the one-hot code, and the label."""
    inputs, labels = [], []
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith(">"):
                labels.append(next(field[6:] for field in line.split() if field.startswith("label=")))
            else:
                inputs.append([4 * place + BASES[base] for place, base in enumerate(line.strip()) if base in BASES])
    return inputs, labels


def read_rows(path):
    """Numbers of rows, from 0: the first column."""
    with open(path, encoding="utf-8") as file:
        return [int(line.split("\t")[0]) for line in file]


def probabilities(weights, row):
    """Softmax of the sums of the weights, one list of weights a class; the last weight is the bias."""
    sums = [own[-1] + sum(own[place] for place in row) for own in weights]
    largest = max(sums)
    powers = [math.exp(value - largest) for value in sums]
    total = sum(powers)
    return [power / total for power in powers]


def train_epoch(weights, inputs, targets, rows, learning_rate, decay):
    """One pass over the rows; returns the mean cross-entropy, each row's taken before its step."""
    loss = 0.0
    for row in rows:
        found = probabilities(weights, inputs[row])
        loss -= math.log(max(found[targets[row]], 1e-300))
        for own, (weight, share) in enumerate(zip(weights, found)):
            step = learning_rate * (share - (own == targets[row]))
            for place in inputs[row]:
                weight[place] -= step + learning_rate * decay * weight[place]
            weight[-1] -= step
    return loss / len(rows)


def measure(weights, inputs, targets, rows):
    right, loss = 0, 0.0
    for row in rows:
        found = probabilities(weights, inputs[row])
        right += found.index(max(found)) == targets[row]
        loss -= math.log(max(found[targets[row]], 1e-300))
    return {"accuracy": right / len(rows), "loss": loss / len(rows)}


def save(path, content):
    """Writes a file in one step: whoever reads it never sees a half of it."""
    with open(path + ".tmp", "w", encoding="utf-8") as file:
        json.dump(content, file)
    os.replace(path + ".tmp", path)


def main():
    with open(os.environ["ORCHESTRATOR_FOLD"], encoding="utf-8") as file:
        fold = json.load(file)
    # Each epoch leaves a checkpoint: there is nothing to save when we are asked to stop.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))

    inputs, labels = read_fasta(fold["data"]["path"])
    classes = sorted(set(labels))
    targets = [classes.index(label) for label in labels]
    training = read_rows(fold["rows"]["training"])
    settings = fold["parameters"]

    epoch = 0
    weights = [[0.0] * (max(map(max, inputs)) + 2) for _ in classes]
    if fold["checkpoint"]:
        with open(fold["checkpoint"]["path"], encoding="utf-8") as file:
            weights = json.load(file)["weights"]
        epoch = fold["checkpoint"]["epoch"]

    while epoch < fold["epochs"]:
        epoch += 1
        # The order of an epoch follows from seed and epoch alone: a fold that goes on is the fold that was not interrupted.
        order = training[:]
        random.Random(f"{fold['seed']} {epoch}").shuffle(order)
        rate = settings["learning_rate"] / (1 + settings["slowing"] * (epoch - 1))
        metrics = {"train/loss": train_epoch(weights, inputs, targets, order, rate, settings["decay"])}
        if not fold["refit"]:
            metrics.update(measure(weights, inputs, targets, read_rows(fold["rows"]["validation"])))
        save(f"epoch-{epoch}.json", {"classes": classes, "weights": weights})
        say(type="epoch", epoch=epoch, metrics=metrics, checkpoint=f"epoch-{epoch}.json")

    if fold["refit"]:
        # The one look at the rows that no trial has seen.
        rows = read_rows(fold["rows"]["test"] or fold["rows"]["training"])
        save("model.json", {"classes": classes, "weights": weights})
        say(type="result", metrics=measure(weights, inputs, targets, rows), model="model.json")


if __name__ == "__main__":
    main()
