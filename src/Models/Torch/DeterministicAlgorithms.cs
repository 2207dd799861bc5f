namespace Orchestrator.Models.Torch;

/// <summary>Whether libtorch refuses operators whose results differ from run to run, and chooses the others' repeatable variants.</summary>
/// <remarks>TorchSharp has no <c>use_deterministic_algorithms</c>: these are functions of at::Context by their mangled names, of libtorch
/// 2.10.</remarks>
internal static unsafe class DeterministicAlgorithms
{
    /// <summary>For the whole process.</summary>
    public static bool Required
    {
        get => ((delegate* unmanaged<nint, byte>)TorchRuntime.Export("_ZNK2at7Context23deterministicAlgorithmsEv"))(Context) != 0;
        set => ((delegate* unmanaged<nint, byte, byte, void>)TorchRuntime.Export("_ZN2at7Context26setDeterministicAlgorithmsEbb"))(Context,
            value ? (byte)1 : (byte)0, 0);
    }

    private static nint Context => ((delegate* unmanaged<nint>)TorchRuntime.Export("_ZN2at13globalContextEv"))();
}
