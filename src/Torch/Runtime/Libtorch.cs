using System.Runtime.InteropServices;
using Orchestrator.Torch.Native;

namespace Orchestrator.Torch.Runtime;

/// <summary>The library as a whole.</summary>
public static class Libtorch
{
    /// <summary>Its version, such as <c>1.13.1</c>.</summary>
    public static string Version => Marshal.PtrToStringUTF8(Shim.ot_version())!;

    /// <summary>Intra-op threads of this process, at least 1; its BLAS follows.</summary>
    public static int Threads
    {
        get => Shim.ot_threads();
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            if (Shim.ot_set_threads(value) < 0) throw TorchException.Last("setting the number of threads");
        }
    }

    /// <summary>Tensors that have not been freed, in all scopes and threads.</summary>
    public static long LiveTensors => Shim.ot_live_handles();

    /// <summary>Whether operators of this thread are recorded for <see cref="Tensors.Tensor.Backward"/>.</summary>
    public static bool GradientsEnabled
    {
        get => Shim.ot_gradients_enabled() != 0;
        set => Shim.ot_enable_gradients(value ? 1 : 0);
    }

    /// <summary>
    /// Mixed precision on this thread until disposed: matrix products and convolutions on a device of the kind take their inputs in a narrower type, operators that
    /// need the range stay in single precision. For forward passes; not to be nested.
    /// </summary>
    /// <param name="device">Where the tensors are.</param>
    /// <param name="type">BFloat16 or, on a GPU, Float16; null = everything as it is.</param>
    public static AutocastScope Autocast(Tensors.Device device, Tensors.DType? type) => type is { } narrow ? new(device.Kind, narrow) : default;

    /// <summary>Turns recording off on this thread until disposed: <c>using (Libtorch.NoGrad()) { ... }</c>.</summary>
    public static NoGradScope NoGrad()
    {
        var before = GradientsEnabled;
        GradientsEnabled = false;
        return new NoGradScope(before);
    }
}
