using System.Text.Json;
using Orchestrator.Contracts.Serialization;

namespace Orchestrator.Cli.Export;

/// <summary>Values as indented JSON.</summary>
internal static class JsonExport
{
    private const string Line = "\n  "; // of an array, whose texts hold no line ends of their own

    /// <summary>Writes a value, and a line end behind it.</summary>
    public static void Write<T>(T value, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(value, WireJson.Indented));

    /// <summary>Writes an array, each of its values as it comes, and a line end behind it.</summary>
    public static async Task WriteAsync<T>(IAsyncEnumerable<T> values, TextWriter output)
    {
        var isEmpty = true;
        await foreach (var value in values)
        {
            output.Write(isEmpty ? "[" : ",");
            output.Write(Line + JsonSerializer.Serialize(value, WireJson.Indented).Replace("\n", Line, StringComparison.Ordinal));
            isEmpty = false;
        }

        output.WriteLine(isEmpty ? "[]" : "\n]");
    }
}
