using System.Runtime.InteropServices;

namespace Orchestrator.Models.Torch.Loading;

/// <summary>Loads libtorch and then TorchSharp's native part, by absolute path: whoever asks for them later finds them by name.</summary>
internal static class LibtorchLoader
{
    private const string TorchSharpFile = "libLibTorchSharp.so";

    // Dependencies first. The CUDA part is there in a CUDA build alone, which registers itself when it is loaded.
    private static readonly string[] Parts = ["libtorch_cuda.so", "libtorch_cpu.so", "libtorch.so"];

    /// <exception cref="TorchException">libtorch is missing or does not fit; the message says what to do.</exception>
    public static LoadedLibtorch Load()
    {
        var folder = LibtorchFolders.Find();
        MallocTuning.Apply(); // what libtorch takes from now on
        foreach (var path in Parts.Select(part => Path.Combine(folder, part)).Where(File.Exists))
        {
            Require(path);
        }

        var (_, patched) = LoadTorchSharp(LibtorchFolders.FindTorchSharp(TorchSharpFile));
        return new(folder, Require(Path.Combine(folder, "libtorch_cpu.so")), patched);
    }

    private static nint Require(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (DllNotFoundException e)
        {
            throw new TorchException($"{path} cannot be loaded: {Reason(e)}", e);
        }
    }

    private static (nint Handle, bool Patched) LoadTorchSharp(string path)
    {
        try
        {
            return (NativeLibrary.Load(path), false);
        }
        catch (DllNotFoundException e) when (e.Message.Contains(RelaxedLibrary.Version, StringComparison.Ordinal))
        {
            using var copy = RelaxedLibrary.Open(path);
            return (Require(copy.Path), true);
        }
        catch (DllNotFoundException e)
        {
            throw new TorchException($"{path} cannot be loaded: {Reason(e)}", e);
        }
    }

    // .NET lists every place that it looked at; the loader's own words name the path and what is wrong.
    private static string Reason(DllNotFoundException e) =>
        e.Message.Split('\n')
            .FirstOrDefault(line => line.Contains("cannot open", StringComparison.Ordinal)
            || line.Contains("not found (required", StringComparison.Ordinal))
        ?? e.Message.Split('\n')[0];
}

/// <summary>What the loader found.</summary>
/// <param name="Folder">Where libtorch lies.</param>
/// <param name="LibtorchCpu">Handle of libtorch_cpu.so.</param>
/// <param name="NeededPatch">Whether TorchSharp's native part was loaded from a relaxed copy.</param>
internal sealed record LoadedLibtorch(string Folder, nint LibtorchCpu, bool NeededPatch);
