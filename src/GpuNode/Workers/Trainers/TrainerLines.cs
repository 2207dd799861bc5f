using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Orchestrator.GpuNode.Workers.Trainers;

/// <summary>Reads what a trainer says: JSON objects, one a line, whose <c>type</c> is one of four. All else is for the log.</summary>
/// <remarks>docs/trainer-1.schema.json says the same for machines.</remarks>
internal static partial class TrainerLines
{
    /// <summary>Version of what is handed over and said. A trainer need not look at it: what is new comes as further fields.</summary>
    public const int Version = 1;

    /// <summary>Most bytes of a line.</summary>
    public const int MostBytes = 1 << 20;

    private const int MostMetrics = 1_000, MostLogged = 200;

    /// <summary>The report of a line; null = it is none.</summary>
    /// <exception cref="FormatException">It is one, and not right; the message is a sentence.</exception>
    public static TrainerReport? Read(string line)
    {
        if (Parse(line) is not { } document)
        {
            return null;
        }

        using (document)
        {
            var root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("type", out var type)
                || type.ValueKind != JsonValueKind.String
                ? null
                : type.GetString() switch
                {
                    "epoch" => new EpochReport(Whole(root, "epoch", 1, line), Metrics(root, line, required: true),
                        Text(root, "checkpoint", line)),
                    "checkpoint" => new CheckpointReport(Whole(root, "epoch", 0, line),
                        Text(root, "path", line) ?? throw Wrong("path", "a text", line)),
                    "message" => new MessageReport(Text(root, "text", line) ?? throw Wrong("text", "a text", line)),
                    "result" => new ResultReport(Metrics(root, line, required: false), root.TryGetProperty("epoch", out _)
                        ? Whole(root, "epoch", 1, line) : null, Text(root, "model", line)),
                    _ => null,
                };
        }
    }

    // A line of a program that prints what it likes: most are no JSON at all.
    private static JsonDocument? Parse(string line)
    {
        if (!line.AsSpan().TrimStart().StartsWith('{'))
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            try
            {
                return Unnumbered().IsMatch(line) ? JsonDocument.Parse(WithNamedNumbers(line)) : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    // Python and JavaScript libraries write NaN and Infinity bare, which JSON does not know.
    private static string WithNamedNumbers(string line)
    {
        var text = new StringBuilder(line.Length + 16);
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (quoted && line[i] == '\\' && i + 1 < line.Length)
            {
                text.Append(line[i]).Append(line[++i]);
                continue;
            }

            quoted ^= line[i] == '"';
            if (!quoted && Unnumbered().Match(line, i) is { Success: true } match && match.Index == i)
            {
                text.Append('"').Append(match.Value).Append('"');
                i += match.Length - 1;
                continue;
            }

            text.Append(line[i]);
        }

        return text.ToString();
    }

    private static Dictionary<string, double> Metrics(JsonElement root, string line, bool required)
    {
        var metrics = new Dictionary<string, double>();
        if (!root.TryGetProperty("metrics", out var values) || values.ValueKind == JsonValueKind.Null)
        {
            return required ? throw Wrong("metrics", "an object of a number a name", line) : metrics;
        }

        if (values.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("metrics", "an object of a number a name", line);
        }

        foreach (var metric in values.EnumerateObject())
        {
            if (!Name().IsMatch(metric.Name))
            {
                throw Wrong(metric.Name, "no metric's name: those are of letters, digits, '_', '-' and '.', at most 100, with "
                    + "train/, validation/, test/ or resource/ before them or not", line);
            }

            metrics[metric.Name] = metric.Value.ValueKind switch
            {
                JsonValueKind.Number when metric.Value.TryGetDouble(out var number) => number,
                JsonValueKind.String when Named(metric.Value.GetString()!) is { } named => named,
                _ => throw Wrong(metric.Name, "a number, or \"NaN\"", line),
            };
        }

        return metrics.Count <= MostMetrics && (metrics.Count > 0 || !required) ? metrics
            : throw Wrong("metrics", $"an object of 1 to {MostMetrics} numbers", line);
    }

    // As libraries of Python and JavaScript write them, and R's jsonlite.
    private static double? Named(string word) => word switch
    {
        "NaN" or "NA" => double.NaN,
        "Infinity" or "Inf" => double.PositiveInfinity,
        "-Infinity" or "-Inf" => double.NegativeInfinity,
        _ => null,
    };

    private static int Whole(JsonElement root, string name, int least, string line) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            && number >= least && number <= int.MaxValue && number == Math.Floor(number)
            ? (int)number
            : throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least}"), line);

    private static string? Text(JsonElement root, string name, string line) =>
        !root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Wrong(name, "a text", line);

    private static FormatException Wrong(string name, string what, string line) =>
        new($"The trainer said a line that cannot be read, in which '{name}' is to be {what}: "
            + (line.Length > MostLogged ? line[..MostLogged] + "..." : line));

    [GeneratedRegex(@"-?\b(?:NaN|Infinity)\b")]
    private static partial Regex Unnumbered();

    [GeneratedRegex(@"\A(?:(?:train|validation|test|resource)/)?[A-Za-z0-9_.-]{1,100}\z")]
    private static partial Regex Name();
}
