using Orchestrator.Torch.Native;
using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Randomness;

/// <summary>A stream of random numbers of its own. libtorch's process-wide generator is never used: it could not be saved with a fold.</summary>
public sealed unsafe class Generator : IDisposable
{
    private nint handle;

    /// <summary>A generator on a device, whose tensors it fills.</summary>
    public Generator(ulong seed, Device device = default)
    {
        (Seed, Device) = (seed, device);
        handle = Shim.ot_generator(device.Packed, seed);
        if (handle == 0) throw TorchException.Last($"making a generator on {device}");
    }

    /// <summary>Where it draws.</summary>
    public Device Device { get; }

    /// <summary>What it began with.</summary>
    public ulong Seed { get; }

    internal nint Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Generator));

    /// <summary>Where in its stream it stands.</summary>
    public byte[] GetState()
    {
        var size = Shim.ot_generator_state(Handle, null, 0);
        if (size < 0) throw TorchException.Last("reading a generator's state");
        var state = new byte[size];
        fixed (byte* target = state) _ = Shim.ot_generator_state(Handle, target, size);
        return state;
    }

    /// <summary>Continues where <see cref="GetState"/> was called, on the same kind of device.</summary>
    public void SetState(ReadOnlySpan<byte> state)
    {
        fixed (byte* source = state)
        {
            if (Shim.ot_set_generator_state(Handle, source, state.Length) < 0) throw TorchException.Last("setting a generator's state");
        }
    }

    /// <summary>Frees it. May be repeated.</summary>
    public void Dispose()
    {
        var freed = Interlocked.Exchange(ref handle, 0);
        if (freed != 0) Shim.ot_free_generator(freed);
    }
}
