namespace Orchestrator.Search.Tests.Samplers;

/// <summary>The other process of <see cref="SamplerConformance"/>: prints what each sampler suggests in short sweeps.</summary>
internal static class SuggestionProgram
{
    private static void Main()
    {
        foreach (var line in Transcript())
        {
            Console.Out.Write($"{line}\n");
        }
    }

    /// <summary>A line a suggestion, its numbers to the last bit.</summary>
    public static IEnumerable<string> Transcript() =>
        from name in SamplerRegistry.Names
        from space in new[] { "mixed", "conditional", "constrained" }
        let sampler = SamplerRegistry.Create(name, Spaces.All[space], 5)
        from suggestion in Histories.Sweep(() => sampler, Spaces.All[space], 30, parallel: 2)
        select $"{name}, {space}: {suggestion}";
}
