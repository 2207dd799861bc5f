using System.Text.Json;

namespace Orchestrator.Search.Benchmarks;

/// <summary>The data files inside the program.</summary>
internal static class Resources
{
    /// <summary>A JSON file of the Data folder.</summary>
    public static JsonDocument Open(string name)
    {
        using var stream = typeof(Resources).Assembly.GetManifestResourceStream(typeof(Resources), $"Data.{name}")!;
        return JsonDocument.Parse(stream);
    }
}
