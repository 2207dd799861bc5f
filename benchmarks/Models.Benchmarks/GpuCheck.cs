namespace Orchestrator.Models.Benchmarks;

internal static class GpuCheck
{
    public static int Run(string[] args) => throw new NotImplementedException();
}
