"""Writes the files into the folder that is named, then reads 'kind path' lines and answers 'wall cpu' in milliseconds a load."""
import os
import sys
import time

import h5py
import numpy as np
import scipy
import scipy.sparse

folder = sys.argv[1]
random = np.random.default_rng(1)


def sparse(rows, width, entries, dtype):
    """Rows that carry so many entries each, at random ascending places."""
    gaps = random.integers(1, 2 * width // entries - 1, (rows, entries))
    columns = np.cumsum(gaps, axis=1)
    inside = columns < width
    starts = np.concatenate([[0], np.cumsum(inside.sum(axis=1))]).astype(np.int32)
    data = random.normal(size=starts[-1]).astype(np.float32) if dtype == "f" else np.ones(starts[-1], np.int8)
    return scipy.sparse.csr_matrix((data, columns[inside].astype(np.int32), starts), shape=(rows, width))


np.savez(os.path.join(folder, "dense.npz"), x=random.normal(size=(50_000, 500)).astype(np.float32))
np.savez_compressed(os.path.join(folder, "dense-deflated.npz"), x=random.poisson(1.0, size=(50_000, 500)).astype(np.float32))
matrix = sparse(6_250, 100_000, 2_000, "f")
scipy.sparse.save_npz(os.path.join(folder, "csr.npz"), matrix, compressed=False)
scipy.sparse.save_npz(os.path.join(folder, "csr-deflated.npz"), matrix)
isolates = sparse(7_845, 742_620, 2_000, "b")
scipy.sparse.save_npz(os.path.join(folder, "isolates.npz"), isolates)
del isolates
for name, rows in {"labels.csv": 6_250, "isolates.csv": 7_845}.items():
    with open(os.path.join(folder, name), "w") as labels:
        labels.write("y\n" + "".join(f"{row % 2}\n" for row in range(rows)))
# DeepSEA's shape, rows last, packed as MATLAB does, and unpacked.
bases, labels = np.zeros((1000, 4, 50_000), np.uint8), (random.random((919, 50_000)) < 0.02).astype(np.uint8)
np.put_along_axis(bases, random.integers(0, 4, (1000, 1, 50_000)), 1, axis=1)
for name, packing in {"deepsea.h5": {"compression": "gzip", "compression_opts": 3}, "deepsea-plain.h5": None}.items():
    with h5py.File(os.path.join(folder, name), "w") as file:
        file.create_dataset("trainxdata", data=bases, **(packing and {"chunks": (63, 1, 7_564), **packing} or {}))
        file.create_dataset("traindata", data=labels, **(packing and {"chunks": (30, 8_192), **packing} or {}))
del bases, labels
print(f"NumPy {np.__version__}, SciPy {scipy.__version__}, HDF5 {h5py.version.hdf5_version}", flush=True)



def blocks(path):
    """Both arrays in blocks of 4096 rows, as the reader takes them."""
    with h5py.File(path) as file:
        x, y = file["trainxdata"], file["traindata"]
        return sum(int(x[:, :, start:start + 4096][0, 0, 0]) + int(y[:, start:start + 4096][0, 0]) for start in range(0, x.shape[2], 4096))


load = {"hdf5": blocks, "dense": lambda path: np.load(path)["x"], "csr": scipy.sparse.load_npz}
for line in sys.stdin:
    kind, path = line.split()
    wall, cpu = time.perf_counter(), time.process_time()
    loaded = load[kind](path)
    print((time.perf_counter() - wall) * 1e3, (time.process_time() - cpu) * 1e3, flush=True)
    del loaded
