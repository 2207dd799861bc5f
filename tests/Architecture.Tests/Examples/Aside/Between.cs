using Orchestrator.Architecture.Tests.Examples.Upper;

namespace Orchestrator.Architecture.Tests.Examples.Aside;

/// <summary>Closes the circle.</summary>
internal static class Between
{
    public static Task<int> On() => Caller.CallAsync();
}
