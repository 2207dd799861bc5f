#!/usr/bin/env python3
"""Writes reference.json: what PyTorch computes for each module, loss and optimizer. Run it again with: python3 reference.py

Parameter number k is filled with sin(0.37 i + k) / 2 and the input with sin(0.21 i + 0.5); the gradients are those of
sum(output * cos(0.13 i)). The C# tests do the same and compare.
"""
import json
import pathlib

import torch
from torch import nn

torch.set_num_threads(1)


def wave(shape, step, phase, scale=1.0, function=torch.sin):
    count = int(torch.tensor(shape).prod())
    return (scale * function(step * torch.arange(count, dtype=torch.float64) + phase)).reshape(shape).float()


def numbers(tensor):
    return {"shape": list(tensor.shape), "values": [float(f"{v:.9g}") for v in tensor.detach().double().flatten().tolist()]}


def module_case(module, x, forward=None, train=True):
    module.train(train)
    for k, parameter in enumerate(module.parameters()):
        parameter.data = wave(parameter.shape, 0.37, k, 0.5)
    if x.is_floating_point():
        x.requires_grad_()
    y = (forward or module)(x)
    (y * wave(y.shape, 0.13, 0, function=torch.cos)).sum().backward()
    case = {
        "input": numbers(x) if not x.is_floating_point() else {"shape": list(x.shape)},
        "output": numbers(y),
        "parameters": {name: numbers(p.grad) for name, p in module.named_parameters()},
    }
    if x.is_floating_point():
        case["inputGradient"] = numbers(x.grad)
    buffers = {name: numbers(b) for name, b in module.named_buffers()}
    if buffers:
        case["buffers"] = buffers
    return case


def signal(*shape):
    return wave(shape, 0.21, 0.5)


def recurrent(kind, bidirectional, sequence, lengths=None):
    module = kind(3, 4, batch_first=True, bidirectional=bidirectional)

    def forward(x):
        if lengths is not None:
            x = nn.utils.rnn.pack_padded_sequence(x, torch.tensor(lengths), batch_first=True, enforce_sorted=False)
        output, state = module(x)
        if sequence:
            return nn.utils.rnn.pad_packed_sequence(output, batch_first=True)[0] if lengths is not None else output
        state = state[0] if kind is nn.LSTM else state
        return torch.cat([state[0], state[1]], 1) if bidirectional else state[0]

    return module_case(module, signal(3, 5, 3), forward)


modules = {
    "linear": module_case(nn.Linear(4, 3), signal(5, 4)),
    "conv1d": module_case(nn.Conv1d(2, 3, 3, stride=2, padding=1, dilation=2), signal(2, 2, 9)),
    "conv1d-same": module_case(nn.Conv1d(2, 3, 3, padding="same", dilation=2), signal(2, 2, 7)),
    "conv1d-same-even": module_case(nn.Conv1d(2, 3, 4, padding="same", dilation=3), signal(2, 2, 11)),
    "max-pool": module_case(nn.MaxPool1d(3, 2), signal(2, 2, 8)),
    "embedding": module_case(nn.Embedding(5, 3, padding_idx=0), torch.tensor([[0, 1, 4], [2, 0, 1]])),
    "batch-norm": module_case(nn.BatchNorm1d(3), signal(6, 3)),
    "batch-norm-sequence": module_case(nn.BatchNorm1d(3), signal(4, 3, 5)),
    "lstm": recurrent(nn.LSTM, False, False),
    "lstm-sequence": recurrent(nn.LSTM, False, True),
    "lstm-bidirectional": recurrent(nn.LSTM, True, False),
    "lstm-bidirectional-sequence": recurrent(nn.LSTM, True, True),
    "lstm-bidirectional-lengths": recurrent(nn.LSTM, True, False, [5, 2, 3]),
    "lstm-bidirectional-sequence-lengths": recurrent(nn.LSTM, True, True, [5, 2, 3]),
    "gru": recurrent(nn.GRU, False, False),
    "gru-sequence": recurrent(nn.GRU, False, True),
    "gru-bidirectional": recurrent(nn.GRU, True, False),
    "gru-bidirectional-sequence": recurrent(nn.GRU, True, True),
    "gru-bidirectional-lengths": recurrent(nn.GRU, True, False, [5, 2, 3]),
}

logits = signal(4, 3)
truth = (wave((4, 3), 0.9, 0) > 0).float()
weight = wave((4, 3), 0.3, 1).abs()
classes = torch.tensor([0, 2, 1, 2])
losses = {}
for reduction in ("none", "mean", "sum"):
    cases = {
        "mse": nn.functional.mse_loss(logits, truth, reduction=reduction),
        "cross-entropy": nn.functional.cross_entropy(logits, classes, reduction=reduction),
        "cross-entropy-weighted": nn.functional.cross_entropy(logits, classes, torch.tensor([1.0, 2.0, 0.5]), reduction=reduction),
        "binary": nn.functional.binary_cross_entropy(logits.sigmoid(), truth, reduction=reduction),
        "binary-weighted": nn.functional.binary_cross_entropy(logits.sigmoid(), truth, weight, reduction=reduction),
        "binary-logits": nn.functional.binary_cross_entropy_with_logits(logits, truth, reduction=reduction),
        "binary-logits-weighted": nn.functional.binary_cross_entropy_with_logits(
            logits, truth, weight, pos_weight=torch.tensor([1.0, 3.0, 0.5]), reduction=reduction),
    }
    losses.update({f"{name}/{reduction}": numbers(value) for name, value in cases.items()})


def optimizer_case(make):
    """Twelve steps down sum((p - cos(i))^4) from p = sin(0.37 i + k) / 2; the rate is halved after six."""
    parameters = [nn.Parameter(wave((3, 2), 0.37, 0, 0.5)), nn.Parameter(wave((4,), 0.37, 1, 0.5))]
    optimizer = make(parameters)
    for step in range(12):
        if step == 6:
            optimizer.param_groups[0]["lr"] /= 2
        optimizer.zero_grad()
        sum(((p - wave(p.shape, 1, 0, function=torch.cos)) ** 4).sum() for p in parameters).backward()
        optimizer.step()
    return [numbers(p) for p in parameters]


optimizers = {
    "adam": optimizer_case(lambda p: torch.optim.Adam(p, 0.05)),
    "adam-decay": optimizer_case(lambda p: torch.optim.Adam(p, 0.02, (0.8, 0.99), 1e-6, 0.1)),
    "sgd": optimizer_case(lambda p: torch.optim.SGD(p, 0.01)),
    "sgd-momentum": optimizer_case(lambda p: torch.optim.SGD(p, 0.01, 0.9, weight_decay=0.05)),
    "sgd-nesterov": optimizer_case(lambda p: torch.optim.SGD(p, 0.01, 0.9, nesterov=True)),
    "rms-prop": optimizer_case(lambda p: torch.optim.RMSprop(p, 0.01)),
    "rms-prop-momentum": optimizer_case(lambda p: torch.optim.RMSprop(p, 0.01, 0.9, 1e-6, 0.05, 0.5)),
}

random = torch.Generator().manual_seed(42)
draws = {
    "uniform": numbers(torch.empty(20).uniform_(0, 1, generator=random)),
    "normal": numbers(torch.empty(21).normal_(0, 1, generator=random)),
    "normal-few": numbers(torch.empty(3).normal_(2, 0.5, generator=random)),
    "bernoulli": numbers(torch.empty(20).bernoulli_(0.3, generator=random)),
    "permutation": numbers(torch.randperm(10, generator=random)),
}

target = pathlib.Path(__file__).with_name("reference.json")
content = {"torch": torch.__version__, "modules": modules, "losses": losses, "optimizers": optimizers, "draws": draws}
target.write_text("{\n" + ",\n".join(
    f'"{section}": ' + ("{\n" + ",\n".join(f'  "{k}": {json.dumps(v, separators=(",", ":"))}' for k, v in body.items()) + "\n}"
                        if isinstance(body, dict) else json.dumps(body)) for section, body in content.items()) + "\n}\n")
