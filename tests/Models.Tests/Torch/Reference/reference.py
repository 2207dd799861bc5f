#!/usr/bin/env python3
"""Writes reference.json: what PyTorch computes for each recurrent layer and optimizer. Run it again with: python3 reference.py

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


def module_case(module, x, forward):
    for k, parameter in enumerate(module.parameters()):
        parameter.data = wave(parameter.shape, 0.37, k, 0.5)
    x.requires_grad_()
    y = forward(x)
    (y * wave(y.shape, 0.13, 0, function=torch.cos)).sum().backward()
    case = {
        "input": {"shape": list(x.shape)},
        "output": numbers(y),
        "parameters": {name: numbers(p.grad) for name, p in module.named_parameters()},
    }
    case["inputGradient"] = numbers(x.grad)
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

target = pathlib.Path(__file__).with_name("reference.json")
content = {"torch": torch.__version__, "modules": modules, "optimizers": optimizers}
target.write_text("{\n" + ",\n".join(
    f'"{section}": ' + ("{\n" + ",\n".join(f'  "{k}": {json.dumps(v, separators=(",", ":"))}' for k, v in body.items()) + "\n}"
                        if isinstance(body, dict) else json.dumps(body)) for section, body in content.items()) + "\n}\n")
