"""Trains one fold: a small convolutional network on one-hot DNA, with PyTorch.

The orchestrator starts this program once a fold and hands it a file of JSON; what it says comes back as lines of JSON on standard
output. docs/how-to/own-trainer.md explains both.
"""

import json
import os
import signal
import sys

# Before CUDA is used: without it cuBLAS may add up in another order each time.
os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")

import torch
from torch import nn

BASES = {"A": 0, "C": 1, "G": 2, "T": 3}
BATCH_SIZE = 64


def say(**line):
    print(json.dumps(line), flush=True)


def read_fasta(path):
    """Rows in the order of the file: one-hot codes (rows, 4, bases), and the labels."""
    places, labels = [], []
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith(">"):
                labels.append(next(field[6:] for field in line.split() if field.startswith("label=")))
            else:
                places.append([BASES.get(base, 4) for base in line.strip()])
    codes = torch.cat([torch.eye(4), torch.zeros(1, 4)])  # any other letter is none of the four
    return codes[torch.tensor(places)].transpose(1, 2).contiguous(), labels


def read_rows(path):
    """Numbers of rows, from 0: the first column."""
    with open(path, encoding="utf-8") as file:
        return torch.tensor([int(line.split("\t")[0]) for line in file])


def network(bases, classes, filters, dropout):
    return nn.Sequential(
        nn.Conv1d(4, filters, kernel_size=7, padding=3),
        nn.ReLU(),
        nn.Flatten(),
        nn.Dropout(dropout),
        nn.Linear(filters * bases, classes),
    )


def train_epoch(model, optimizer, inputs, targets, rows):
    """One pass over the rows in random order; returns the mean cross-entropy."""
    model.train()
    total = 0.0
    for batch in rows[torch.randperm(len(rows))].split(BATCH_SIZE):
        loss = nn.functional.cross_entropy(model(inputs[batch]), targets[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(batch)
    return total / len(rows)


@torch.no_grad()
def measure(model, inputs, targets, rows):
    model.eval()
    outputs = model(inputs[rows])
    return {
        "accuracy": (outputs.argmax(1) == targets[rows]).double().mean().item(),
        "loss": nn.functional.cross_entropy(outputs, targets[rows]).item(),
    }


def save(path, content):
    """Writes a file in one step: whoever reads it never sees a half of it."""
    torch.save(content, path + ".tmp")
    os.replace(path + ".tmp", path)


def main():
    with open(os.environ["ORCHESTRATOR_FOLD"], encoding="utf-8") as file:
        fold = json.load(file)
    # Each epoch leaves a checkpoint: there is nothing to save when we are asked to stop.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))

    # The same numbers in every attempt: operations that are not deterministic are refused.
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(fold["threads"])
    device = torch.device(fold["device"])  # CUDA_VISIBLE_DEVICES shows the slot's device alone

    inputs, labels = read_fasta(fold["data"]["path"])
    classes = sorted(set(labels))
    inputs, targets = inputs.to(device), torch.tensor([classes.index(label) for label in labels], device=device)
    training = read_rows(fold["rows"]["training"])
    settings = fold["parameters"]

    torch.manual_seed(fold["seed"])
    model = network(inputs.shape[2], len(classes), settings["filters"], settings["dropout"]).to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=settings["learning_rate"])
    epoch = 0
    if fold["checkpoint"]:
        kept = torch.load(fold["checkpoint"]["path"], map_location=device)
        model.load_state_dict(kept["model"])
        optimizer.load_state_dict(kept["optimizer"])
        epoch = fold["checkpoint"]["epoch"]

    while epoch < fold["epochs"]:
        epoch += 1
        # Order and dropout of an epoch follow from seed and epoch alone: a fold that goes on is the fold that was not interrupted.
        torch.manual_seed(fold["seed"] * 1_000_003 + epoch)
        metrics = {"train/loss": train_epoch(model, optimizer, inputs, targets, training)}
        if not fold["refit"]:
            metrics.update(measure(model, inputs, targets, read_rows(fold["rows"]["validation"])))
        save(f"epoch-{epoch}.pt", {"model": model.state_dict(), "optimizer": optimizer.state_dict()})
        say(type="epoch", epoch=epoch, metrics=metrics, checkpoint=f"epoch-{epoch}.pt")

    if fold["refit"]:
        # The one look at the rows that no trial has seen.
        rows = read_rows(fold["rows"]["test"] or fold["rows"]["training"])
        save("model.pt", {"classes": classes, "settings": settings, "model": model.state_dict()})
        say(type="result", metrics=measure(model, inputs, targets, rows), model="model.pt")


if __name__ == "__main__":
    main()
