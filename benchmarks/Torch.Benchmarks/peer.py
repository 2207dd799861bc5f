"""The same training steps in PyTorch. Reads 'workload steps' lines, answers 'wall cpu' in milliseconds a step."""
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)


class Last(nn.Module):
    """A bidirectional LSTM: the sequence, or the two final states side by side."""

    def __init__(self, inputs, units, sequence):
        super().__init__()
        self.lstm, self.sequence = nn.LSTM(inputs, units, batch_first=True, bidirectional=True), sequence

    def forward(self, x):
        output, (state, _) = self.lstm(x)
        return output if self.sequence else torch.cat([state[0], state[1]], 1)


class HistoneCnn:
    def __init__(self):
        self.network = nn.Sequential(
            nn.Conv1d(5, 50, 10, padding="same"), nn.LeakyReLU(0.05), nn.MaxPool1d(5),
            nn.Conv1d(50, 50, 5, padding="same", dilation=3), nn.LeakyReLU(0.05), nn.MaxPool1d(3),
            nn.Conv1d(50, 50, 3, padding="same", dilation=2), nn.LeakyReLU(0.05), nn.MaxPool1d(3),
            nn.Flatten(), nn.Dropout(0.3), nn.Linear(100, 50), nn.LeakyReLU(0.05), nn.Linear(50, 10), nn.LeakyReLU(0.05), nn.Linear(10, 1))
        self.inputs, self.targets = torch.randn(250, 100, 5), torch.randn(250, 1)

    def loss(self):
        return nn.functional.mse_loss(self.network(self.inputs.transpose(1, 2)), self.targets)


class SequenceBiLstm:
    def __init__(self):
        self.network = nn.Sequential(
            nn.Embedding(5, 50, padding_idx=0), Last(50, 62, True), nn.Dropout(0.18), Last(124, 62, False), nn.Dropout(0.18), nn.Linear(124, 1))
        self.inputs, self.targets = torch.randint(1, 5, (400, 190)), torch.randint(0, 2, (400, 1)).float()

    def loss(self):
        return nn.functional.binary_cross_entropy_with_logits(self.network(self.inputs), self.targets)


workloads = {}
for name, make in {"histone": HistoneCnn, "sequence": SequenceBiLstm}.items():
    workload = make()
    workload.optimizer = torch.optim.Adam(workload.network.parameters(), 1e-3)
    workloads[name] = workload
print(torch.__version__, *(f"{n}={sum(p.numel() for p in w.network.parameters())}" for n, w in workloads.items()), flush=True)

for line in sys.stdin:
    name, steps = line.split()
    workload = workloads[name]
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(int(steps)):
        workload.optimizer.zero_grad(set_to_none=True)
        loss = workload.loss()
        loss.backward()
        workload.optimizer.step()
        loss.item()
    print((time.perf_counter() - wall) * 1e3 / int(steps), (time.process_time() - cpu) * 1e3 / int(steps), flush=True)
