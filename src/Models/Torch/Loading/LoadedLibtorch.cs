namespace Orchestrator.Models.Torch.Loading;

/// <summary>What the loader found.</summary>
/// <param name="Folder">Where libtorch lies.</param>
/// <param name="LibtorchCpu">Handle of libtorch_cpu.so.</param>
/// <param name="NeededPatch">Whether TorchSharp's native part was loaded from a relaxed copy.</param>
internal sealed record LoadedLibtorch(string Folder, nint LibtorchCpu, bool NeededPatch);
