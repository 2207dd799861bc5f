using System.Globalization;
using System.Text.Json;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Cli.Rendering;

/// <summary>Writes logs as they grow: what was written once is not written again.</summary>
/// <param name="output">Where to.</param>
/// <param name="json">Whether each line is one of JSON.</param>
internal sealed class LogText(TextWriter output, bool json)
{
    private readonly Dictionary<(int Trial, string Fold, int Attempt), int> written = [];
    private (int Trial, string Fold, int Attempt)? last;

    /// <summary>Writes what is new.</summary>
    /// <param name="log">As far as it is known now.</param>
    /// <param name="more">Whether it will be looked at again: an attempt that has printed nothing yet is not mentioned.</param>
    public void Write(TrialLog log, bool more)
    {
        foreach (var attempt in log.Attempts)
        {
            var key = (log.Trial, attempt.Fold, attempt.Attempt.Attempt);
            var known = written.TryGetValue(key, out var number);
            if (json)
            {
                WriteJson(log, attempt, number);
            }
            else if (attempt.Lines.Count > 0 && attempt.Lines[^1].Number > number)
            {
                Head(key, attempt);
                foreach (var (line, gap) in attempt.Told(number))
                {
                    output.WriteLine(gap ?? string.Create(CultureInfo.InvariantCulture, $"{line!.At.ToLocalTime():HH:mm:ss}  {line.Text}"));
                }
            }
            else if (!known && (!more || attempt.Attempt.EndedAt is not null))
            {
                Head(key, attempt);
                output.WriteLine("(it printed nothing)");
                written[key] = 0;
            }

            if (attempt.Lines.Count > 0)
            {
                written[key] = attempt.Lines[^1].Number;
            }
        }

        output.Flush();
    }

    private void Head((int Trial, string Fold, int Attempt) key, AttemptLog attempt)
    {
        if (last == key)
        {
            return;
        }

        last = key;
        var fold = attempt.Fold == FoldRow.Refit ? attempt.Fold : $"fold {attempt.Fold}";
        output.WriteLine($"trial {Formatting.Count(key.Trial)} {fold}, attempt {Formatting.Attempt(attempt.Attempt)}");
    }

    private void WriteJson(TrialLog log, AttemptLog attempt, int after)
    {
        foreach (var line in attempt.Lines.Where(line => line.Number > after))
        {
            output.WriteLine(JsonSerializer.Serialize(
                new Printed(log.Sweep.Value, log.Trial, attempt.Fold, attempt.Attempt.Attempt, line), WireJson.Options));
        }
    }

    private sealed record Printed(string Sweep, int Trial, string Fold, int Attempt, LogLine Line);
}
