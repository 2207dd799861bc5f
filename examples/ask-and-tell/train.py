"""Learns a noisy curve by gradient descent on sines and cosines, a fold at a time: a training loop that asks an orchestrator what to try."""

import math
import random
import sys

import orchestrator_client as orc


def rows(count):
    noise = random.Random(0)
    for _ in range(count):
        x = noise.random()
        yield x, math.sin(7 * x) + 0.5 * math.cos(19 * x) + noise.gauss(0, 0.2)


def features(x, waves):
    return [1.0] + [f(math.pi * k * x) for k in range(1, waves + 1) for f in (math.sin, math.cos)]


def objective(trial):
    rate = trial.suggest_float("learning_rate", 1e-3, 1, log=True)
    waves = trial.suggest_int("waves", 1, 12)
    decay = trial.suggest_categorical("decay", [0, 0.001, 0.01])

    data = [(features(x, waves), y) for x, y in rows(trial.params["rows"])]
    random.Random(trial.split_seed).shuffle(data)  # the same in all trials, so that they are judged on the same rows
    held, kept = data[trial.fold::trial.folds], [row for i, row in enumerate(data) if i % trial.folds != trial.fold]

    weights, order, best = [0.0] * len(data[0][0]), random.Random(trial.seed), math.inf
    for epoch in range(trial.epochs):
        order.shuffle(kept)
        for inputs, y in kept:
            slip = sum(w * v for w, v in zip(weights, inputs)) - y
            weights = [w - rate * (slip * v + decay * w) / len(inputs) for w, v in zip(weights, inputs)]
        error = sum((sum(w * v for w, v in zip(weights, inputs)) - y) ** 2 for inputs, y in held) / len(held)
        best = min(best, error)
        trial.report(error, epoch)
        if trial.should_prune():
            raise orc.TrialPruned()
    return best


if __name__ == "__main__":
    study = orc.load_study(sys.argv[1] if len(sys.argv) > 1 else "ask-and-tell-1")
    study.optimize(objective, callbacks=[lambda study, trial: print(f"trial {trial.number} fold {trial.fold}", flush=True)])
    print(f"best: {study.best_params} with an error of {study.best_value:.4f}")
