using System.Text.Json;

namespace Orchestrator.Contracts.Serialization;

/// <summary>Where in a JSON text something could not be read, through lists too.</summary>
public static class JsonPlace
{
    private const string Suffix = " Path: ";

    /// <summary>The field, as in <c>space.parameters[2].low</c> (empty = the whole text), and what is wrong with it.</summary>
    public static (string Path, string Message) Of(JsonException failure)
    {
        var (path, innermost) = ("", failure);
        for (var at = failure; at is not null; at = at.InnerException as JsonException)
        {
            path += at.Path is { Length: > 1 } part ? part[1..] : "";
            innermost = at;
        }
        var end = innermost.Message.IndexOf(Suffix, StringComparison.Ordinal);
        return (path.TrimStart('.'), end < 0 ? innermost.Message : innermost.Message[..end]);
    }
}
