namespace Orchestrator.Architecture.Tests.Examples.Lower;

/// <summary>Uses the folder that uses it, by way of a third.</summary>
internal static class Called
{
    public static int Number { get; } = 1;

    public static Type Back => typeof(Aside.Between);
}
