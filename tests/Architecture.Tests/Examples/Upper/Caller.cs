using Orchestrator.Architecture.Tests.Examples.Lower;

namespace Orchestrator.Architecture.Tests.Examples.Upper;

/// <summary>Uses another folder only within a lambda of an asynchronous method, where a look at signatures would miss it.</summary>
internal static class Caller
{
    public static async Task<int> CallAsync()
    {
        await Task.Yield();
        return new[] { 1 }.Sum(number => number + Called.Number);
    }
}
