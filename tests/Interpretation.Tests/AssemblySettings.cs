using System.Runtime.CompilerServices;
using Orchestrator.Models.Torch;

// libtorch's generator and its number of threads are the process's.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Orchestrator.Interpretation.Tests;

internal static class AssemblySettings
{
    // Tests make tensors of their own before they call anything that would load libtorch.
    [ModuleInitializer]
    internal static void LoadLibtorch() => TorchRuntime.Load();
}
