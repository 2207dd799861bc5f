namespace Orchestrator.Models.Torch;

/// <summary>Settings of libtorch for the whole process that TorchSharp has no word for: functions of at::Context by their mangled names, of
/// libtorch 2.10.</summary>
internal static unsafe class LibtorchContext
{
    /// <summary>Whether it refuses operators whose results differ from run to run, and chooses the others' repeatable variants.</summary>
    public static bool IsDeterministic
    {
        get => ((delegate* unmanaged<nint, byte>)TorchRuntime.Export("_ZNK2at7Context23deterministicAlgorithmsEv"))(Current) != 0;
        set => ((delegate* unmanaged<nint, byte, byte, void>)TorchRuntime.Export("_ZN2at7Context26setDeterministicAlgorithmsEbb"))(Current,
            value ? (byte)1 : (byte)0, 0);
    }

    /// <summary>Whether it computes with oneDNN where that has a kernel.</summary>
    public static bool UsesOneDnn
    {
        set => ((delegate* unmanaged<nint, byte, void>)TorchRuntime.Export("_ZN2at7Context20setUserEnabledMkldnnEb"))(Current,
            value ? (byte)1 : (byte)0);
    }

    private static nint Current => ((delegate* unmanaged<nint>)TorchRuntime.Export("_ZN2at13globalContextEv"))();
}
