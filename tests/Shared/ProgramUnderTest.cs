namespace Orchestrator.Shared;

/// <summary>The program that tests start as processes of their own.</summary>
internal static class ProgramUnderTest
{
    /// <summary>The one that <c>./test</c> has compiled ahead, since it is started hundreds of times; else the one built beside the
    /// tests.</summary>
    public static string Path { get; } = Environment.GetEnvironmentVariable("ORCHESTRATOR_UNDER_TEST") is { Length: > 0 } compiled
        ? compiled : System.IO.Path.Combine(AppContext.BaseDirectory, "orchestrator.dll");
}
