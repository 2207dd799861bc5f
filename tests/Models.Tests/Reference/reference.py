#!/usr/bin/env python3
"""Writes reference.json: what scikit-learn, SciPy and PyTorch make of fixed predictions. Run it again with: python3 reference.py

Written by scikit-learn 1.2.1, SciPy 1.10.1 and PyTorch 1.13.0. "metrics" are sklearn.metrics and scipy.stats but for the calibration error and the Brier score of
several classes, which they lack: NumPy, from the definition. "losses" are torch.nn.functional, weighted and masked by hand.
"""
import json
import pathlib

import numpy as np
import torch
from scipy import special, stats
from sklearn import metrics as m
from torch.nn import functional as F

i = np.arange(40)


def single(x):  # as a network gives it
    return np.round(x, 2).astype(np.float32).astype(float)


def calibration(confidence, right):
    bins = np.minimum(9, (confidence * 10).astype(int))
    return sum(abs(confidence[bins == b].sum() - right[bins == b].sum()) for b in range(10)) / len(right)


def two_classes():
    y = ((i * 7) % 5 < 2).astype(int)
    z = single(np.sin(1.7 * i) * 2 + 1.2 * y - 0.4)
    p = special.expit(z)
    weights = len(y) / (2 * np.bincount(y))
    loss = F.binary_cross_entropy_with_logits(torch.tensor(z), torch.tensor(y, dtype=torch.float64), torch.tensor(weights[y]))
    return {
        "outputs": z.tolist(), "targets": y.tolist(), "columns": 1,
        "metrics": {
            "loss": m.log_loss(y, p), "accuracy": m.accuracy_score(y, p > 0.5), "auc": m.roc_auc_score(y, z), "pr_auc": m.average_precision_score(y, z),
            "f1": m.f1_score(y, p > 0.5), "ece": calibration(np.maximum(p, 1 - p), (p > 0.5) == y), "brier": m.brier_score_loss(y, p),
        },
        "each": {"f1": m.f1_score(y, p > 0.5, average=None).tolist()},
        "losses": {"plain": m.log_loss(y, p), "balanced": loss.item()},
    }


def many_classes():
    y = (i * 11 + i // 9) % 3
    z = single(np.stack([np.sin(1.1 * i + k * 2.1) + 1.1 * (y == k) for k in range(3)], 1))
    p = special.softmax(z, 1)
    logs = special.log_softmax(z, 1)
    predicted = p.argmax(1)
    areas = [m.roc_auc_score(y == k, logs[:, k]) for k in range(3)]
    precisions = [m.average_precision_score(y == k, logs[:, k]) for k in range(3)]
    weights = torch.tensor(len(y) / (3 * np.bincount(y)))
    return {
        "outputs": z.ravel().tolist(), "targets": y.tolist(), "columns": 3,
        "metrics": {
            "loss": m.log_loss(y, p), "accuracy": m.accuracy_score(y, predicted), "auc": m.roc_auc_score(y, p, multi_class="ovr"), "pr_auc": np.mean(precisions),
            "f1": m.f1_score(y, predicted, average="macro"), "ece": calibration(p.max(1), predicted == y), "brier": ((p - np.eye(3)[y]) ** 2).sum(1).mean(),
        },
        "each": {"auc": areas, "pr_auc": precisions, "f1": m.f1_score(y, predicted, average=None).tolist()},
        "losses": {
            "plain": F.cross_entropy(torch.tensor(z), torch.tensor(y)).item(),
            "balanced": F.cross_entropy(torch.tensor(z), torch.tensor(y), weights).item(),
        },
    }


def labels():
    y = np.stack([((i * 7 + k * 3) % 5 < 2 + k % 2) for k in range(3)], 1).astype(int)
    z = single(np.stack([np.sin(1.7 * i + k) * 2 + 1.0 * y[:, k] - 0.3 for k in range(3)], 1))
    known = np.stack([((i + k) % 4 != 0) for k in range(3)], 1)
    p = special.expit(z)

    def each(figure, scores=z):
        return [figure(y[known[:, k], k], scores[known[:, k], k]) for k in range(3)]

    figures = {
        "accuracy": each(lambda a, b: m.accuracy_score(a, b > 0)), "auc": each(m.roc_auc_score), "pr_auc": each(m.average_precision_score),
        "f1": each(lambda a, b: m.f1_score(a, b > 0)), "brier": each(m.brier_score_loss, p),
    }
    entropy = F.binary_cross_entropy_with_logits(torch.tensor(z), torch.tensor(y, dtype=torch.float64), reduction="none").numpy()
    zeros = np.array([1 - y[known[:, k], k].mean() for k in range(3)])  # alpha of Chen et al. 2019
    weights = np.where(y == 1, zeros, 1 - zeros)
    return {
        "outputs": z.ravel().tolist(), "targets": y.ravel().tolist(), "columns": 3, "known": known.ravel().tolist(),
        "metrics": {
            "loss": ((entropy * known).sum(1) / known.sum(1)).mean(), "accuracy": m.accuracy_score(y[known], z[known] > 0),
            "accuracy_of_all": (known & (y == (z > 0))).mean(), "auc": np.mean(figures["auc"]), "pr_auc": np.mean(figures["pr_auc"]), "f1": np.mean(figures["f1"]),
            "exact_match": m.accuracy_score(np.where(known, y, 0)[known.any(1)], np.where(known, z > 0, 0)[known.any(1)]),
            "ece": calibration(np.maximum(p, 1 - p)[known], ((z > 0) == y)[known]), "brier": m.brier_score_loss(y[known], p[known]),
        },
        "each": figures,
        "losses": {
            "plain": ((entropy * known).sum(1) / known.sum(1)).mean(), "balanced": ((weights * entropy * known).sum(1) / known.sum(1)).mean(),
        },
    }


def values():
    y = single(np.stack([np.cos(0.9 * i) * 3 + 0.1 * i, np.sin(0.4 * i)], 1))
    z = np.round(y * 0.8 + np.stack([np.sin(2.3 * i), 0.3 * np.cos(1.3 * i)], 1), 1).astype(np.float32).astype(float)  # with ties
    known = np.stack([(i % 7 != 3), (i % 5 != 1)], 1)

    def each(figure):
        return [float(figure(y[known[:, k], k], z[known[:, k], k])) for k in range(2)]

    figures = {
        "mse": each(m.mean_squared_error), "mae": each(m.mean_absolute_error), "r2": each(m.r2_score),
        "pearson": each(lambda a, b: stats.pearsonr(a, b)[0]), "spearman": each(lambda a, b: stats.spearmanr(a, b)[0]),
    }
    squared = m.mean_squared_error(y[known], z[known])
    return {
        "outputs": z.ravel().tolist(), "targets": y.ravel().tolist(), "columns": 2, "known": known.ravel().tolist(),
        "metrics": {
            "loss": squared, "mse": squared, "mae": m.mean_absolute_error(y[known], z[known]),
            **{name: np.mean(figures[name]) for name in ("r2", "pearson", "spearman")},
        },
        "each": figures,
        "losses": {"plain": F.mse_loss(torch.tensor(z[known]), torch.tensor(y[known])).item()},
    }


cases = {"TwoClasses": two_classes(), "ManyClasses": many_classes(), "Labels": labels(), "Values": values()}
blocks = ((name, (f"    {json.dumps(key)}: {json.dumps(value, default=float)}" for key, value in case.items())) for name, case in cases.items())
text = ",\n".join(f"  {json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n  }" for name, lines in blocks)
pathlib.Path(__file__).with_name("reference.json").write_text(f"{{\n{text}\n}}\n")
