"""The catalog's networks in PyTorch. Reads 'model steps' lines, answers 'wall cpu' in milliseconds a step."""
import sys
import time
import warnings

import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.set_num_threads(1)
warnings.filterwarnings("ignore", message="Using padding='same'")  # which copies, as it does here
PADDING = 5


class OneHot(nn.Module):
    """Codes to channels: an unknown base is 1/4 each, padding 0."""

    def __init__(self):
        super().__init__()
        self.register_buffer("table", torch.cat([torch.eye(4), torch.full((1, 4), 0.25), torch.zeros(1, 4)]))

    def forward(self, x):
        return F.embedding(x, self.table).transpose(1, 2)


class Transposed(nn.Module):
    def forward(self, x):
        return x.transpose(1, 2)


class Folded(nn.Module):
    """A row, zero-padded, as channels (batch, width, steps)."""

    def __init__(self, features, steps):
        super().__init__()
        self.steps, self.width = steps, -(-features // steps)
        self.missing = self.steps * self.width - features

    def forward(self, x):
        return F.pad(x, (0, self.missing)).reshape(len(x), self.steps, self.width).transpose(1, 2)


class Rnn(nn.Module):
    """A recurrent layer: the sequence, or the last states of its directions side by side."""

    def __init__(self, kind, inputs, units, bidirectional=False, sequence=False):
        super().__init__()
        self.rnn, self.sequence = kind(inputs, units, batch_first=True, bidirectional=bidirectional), sequence

    def forward(self, x):
        output, state = self.rnn(x)
        if self.sequence:
            return output
        state = state[0] if isinstance(state, tuple) else state
        return torch.cat(tuple(state), 1)


class RecurrentDropoutLstm(nn.Module):
    """The last state of an LSTM whose state loses the same units at every step (Gal and Ghahramani 2016), which nn.LSTM does not offer."""

    def __init__(self, inputs, units, dropout):
        super().__init__()
        self.weights, self.units, self.dropout = nn.LSTM(inputs, units), units, dropout

    def forward(self, x):
        w = self.weights
        mapped = F.linear(x, w.weight_ih_l0, w.bias_ih_l0)
        kept = F.dropout(x.new_ones(len(x), self.units), self.dropout)
        state = cell = x.new_zeros(len(x), self.units)
        for step in mapped.unbind(1):
            i, f, g, o = (step + F.linear(state * kept, w.weight_hh_l0, w.bias_hh_l0)).chunk(4, 1)
            cell = f.sigmoid() * cell + i.sigmoid() * g.tanh()
            state = o.sigmoid() * cell.tanh()
        return state


def trunk():
    return nn.Sequential(
        Folded(3967, 200), nn.Conv1d(20, 8, 3, padding="same"), nn.ReLU(), nn.MaxPool1d(3, ceil_mode=True), Transposed(), RecurrentDropoutLstm(8, 518, 0.3))


def block(inputs, units):
    return [nn.Linear(inputs, units), nn.ReLU(), nn.BatchNorm1d(units), nn.Dropout(0.5)]


def lrcn():
    return nn.Sequential(trunk(), nn.Dropout(0.1), nn.Linear(518, 64), nn.ReLU(), nn.Dropout(0.1), nn.Linear(64, 12))


class Wdnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.deep = nn.Sequential(*block(222, 256), *block(256, 256), *block(256, 256))
        self.output = nn.Linear(256 + 222, 11)

    def forward(self, x):
        return self.output(torch.cat([self.deep(x), x], 1))


class LrcnWdnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.deep = nn.Sequential(*block(3967, 256), *block(256, 256))
        self.recurrent = nn.Sequential(trunk(), nn.Dropout(0.1), nn.Linear(518, 64), nn.ReLU())
        self.head = nn.Sequential(nn.Dropout(0.1), nn.Linear(256 + 3967 + 64, 64), nn.ReLU(), nn.Linear(64, 12))

    def forward(self, x):
        return self.head(torch.cat([self.deep(x), x, self.recurrent(x)], 1))


def histone_cnn():
    return nn.Sequential(
        Transposed(),
        nn.Conv1d(5, 50, 10, padding="same"), nn.LeakyReLU(0.05), nn.MaxPool1d(5),
        nn.Conv1d(50, 50, 5, padding="same", dilation=3), nn.LeakyReLU(0.05), nn.MaxPool1d(3),
        nn.Conv1d(50, 50, 3, padding="same", dilation=2), nn.LeakyReLU(0.05), nn.MaxPool1d(3),
        nn.Flatten(), nn.Dropout(0.3), nn.Linear(100, 50), nn.LeakyReLU(0.05), nn.Linear(50, 10), nn.LeakyReLU(0.05), nn.Linear(10, 1))


def histone_gru():
    return nn.Sequential(
        Transposed(), nn.Conv1d(5, 50, 10, padding="same"), nn.LeakyReLU(0.05), nn.MaxPool1d(5), Transposed(),
        Rnn(nn.GRU, 50, 25, bidirectional=True), nn.Dropout(0.3), nn.Linear(50, 10), nn.LeakyReLU(0.05), nn.Linear(10, 1))


def deepchrome():
    return nn.Sequential(
        Transposed(), nn.Conv1d(5, 50, 10), nn.ReLU(), nn.MaxPool1d(5), nn.Flatten(), nn.Dropout(0.5),
        nn.Linear(50 * 18, 625), nn.ReLU(), nn.Linear(625, 125), nn.ReLU(), nn.Linear(125, 1))


class SequenceBiLstm(nn.Module):
    def __init__(self, padded):
        super().__init__()
        self.padded = padded
        self.embedding = nn.Embedding(6, 50, padding_idx=PADDING)
        self.first = nn.LSTM(50, 62, batch_first=True, bidirectional=True)
        self.second = nn.LSTM(124, 62, batch_first=True, bidirectional=True)
        self.dropout, self.output = nn.Dropout(0.18), nn.Linear(124, 1)

    def forward(self, x):
        lengths = (x != PADDING).sum(1)
        x = self.embedding(x)
        if not self.padded:
            _, (state, _) = self.second(self.dropout(self.first(x)[0]))
        else:  # as PyTorch's documentation has it
            packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
            sequence, _ = pad_packed_sequence(self.first(packed)[0], batch_first=True)
            packed = pack_padded_sequence(self.dropout(sequence), lengths, batch_first=True, enforce_sorted=False)
            _, (state, _) = self.second(packed)
        return self.output(self.dropout(torch.cat([state[0], state[1]], 1)))


def sequence_cnn():
    return nn.Sequential(
        OneHot(), nn.Conv1d(4, 32, 7, padding="same"), nn.ReLU(), nn.MaxPool1d(2), nn.Dropout(0.3),
        nn.Flatten(), nn.Linear(32 * 30, 64), nn.ReLU(), nn.Dropout(0.3), nn.Linear(64, 3))


def danq():
    return nn.Sequential(
        OneHot(), nn.Conv1d(4, 320, 26), nn.ReLU(), nn.MaxPool1d(13), nn.Dropout(0.2), Transposed(),
        Rnn(nn.LSTM, 320, 320, bidirectional=True, sequence=True), nn.Dropout(0.5),
        nn.Flatten(), nn.Linear(75 * 640, 925), nn.ReLU(), nn.Linear(925, 919))


def superq(length, filters, kernel, pool, units, same, dropout_1, dropout_2):
    positions = (length if same else length - kernel + 1) // pool
    return nn.Sequential(
        OneHot(), nn.Conv1d(4, filters, kernel, padding="same" if same else 0), nn.ReLU(), nn.MaxPool1d(pool), nn.Dropout(dropout_1), Transposed(),
        Rnn(nn.LSTM, filters, units, bidirectional=True, sequence=True), nn.Dropout(dropout_2),
        nn.Flatten(), nn.Linear(positions * 2 * units, 500), nn.Linear(500, length * 4), nn.Unflatten(1, (length, 4)))


def variation(convolutions=3, recurrent=2, dense=3):
    layers, steps = [Folded(1024, 64)], 64
    for _ in range(convolutions):
        layers += [nn.Conv1d(16, 16, 3, padding="same"), nn.ReLU(), nn.MaxPool1d(2, ceil_mode=True)]
        steps = -(-steps // 2)
    if recurrent > 0:
        layers.append(Transposed())
    for layer in range(recurrent):
        layers += [Rnn(nn.LSTM, 16 if layer == 0 else 32, 32, sequence=layer + 1 < recurrent), nn.Dropout(0.2)]
    layers.append(nn.Flatten())
    for layer in range(dense):
        layers += [nn.Linear(32 if recurrent or layer else 16 * steps, 32), nn.ReLU(), nn.Dropout(0.2)]
    return nn.Sequential(*layers, nn.Linear(32, 1))


def mlp():
    return nn.Sequential(nn.Flatten(), nn.Linear(222, 64), nn.ReLU(), nn.Dropout(0.2), nn.Linear(64, 11))


def linear():
    return nn.Sequential(nn.Flatten(), nn.Linear(222, 11))


def presence(*shape):
    return torch.empty(shape).bernoulli_(0.5)


def codes(rows, length, padded=False):
    x = torch.randint(0, 4, (rows, length))
    if padded:
        for row in range(rows):
            x[row, length - 5 * row:] = PADDING
    return x


class Workload:
    """A network in training on one batch."""

    def __init__(self, network, inputs, targets, loss):
        self.network, self.inputs, self.targets, self.loss = network, inputs, targets, loss
        self.optimizer = torch.optim.Adam(network.parameters(), 1e-3)

    def step(self):
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.loss(self.network(self.inputs), self.targets)
        loss.backward()
        self.optimizer.step()
        loss.item()


def again(network, inputs, loss):
    return Workload(network, inputs, inputs, loss)  # an autoencoder


LABELS, CLASSES, VALUES = F.binary_cross_entropy_with_logits, F.cross_entropy, F.mse_loss
workloads = {
    "lrcn": Workload(lrcn(), presence(64, 3967), presence(64, 12), LABELS),
    "wdnn": Workload(Wdnn(), presence(32, 222), presence(32, 11), LABELS),
    "lrcn-wdnn": Workload(LrcnWdnn(), presence(64, 3967), presence(64, 12), LABELS),
    "histone-cnn": Workload(histone_cnn(), presence(250, 100, 5), torch.randn(250, 1), VALUES),
    "histone-gru": Workload(histone_gru(), presence(250, 100, 5), torch.randn(250, 1), VALUES),
    "deepchrome": Workload(deepchrome(), presence(32, 100, 5), presence(32, 1), LABELS),
    "sequence-bilstm": Workload(SequenceBiLstm(False), codes(16, 571), presence(16, 1), LABELS),
    "sequence-bilstm-padded": Workload(SequenceBiLstm(True), codes(16, 571, padded=True), presence(16, 1), LABELS),
    "sequence-cnn": Workload(sequence_cnn(), codes(64, 60), torch.randint(0, 3, (64,)), CLASSES),
    "danq": Workload(danq(), codes(8, 1000), presence(8, 919), LABELS),
    "superq": again(superq(60, 64, 9, 2, 64, True, 0, 0), codes(64, 60), lambda outputs, bases: F.cross_entropy(outputs.transpose(1, 2), bases)),
    "superq-paper": again(
        superq(1000, 320, 26, 13, 320, False, 0.2, 0.5), codes(8, 1000), lambda outputs, bases: F.mse_loss(outputs, F.one_hot(bases, 4).float())),
    "variation": Workload(variation(), presence(64, 1024), presence(64, 1), LABELS),
    "variation-cnn": Workload(variation(4, 0), presence(64, 1024), presence(64, 1), LABELS),
    "variation-rnn": Workload(variation(0, 4), presence(64, 1024), presence(64, 1), LABELS),
    "mlp": Workload(mlp(), presence(64, 222), presence(64, 11), LABELS),
    "linear": Workload(linear(), presence(64, 222), presence(64, 11), LABELS),
}
print(torch.__version__, *(f"{n}={sum(p.numel() for p in w.network.parameters())}" for n, w in workloads.items()), flush=True)

for line in sys.stdin:
    name, steps = line.split()
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(int(steps)):
        workloads[name].step()
    print((time.perf_counter() - wall) * 1e3 / int(steps), (time.process_time() - cpu) * 1e3 / int(steps), flush=True)
