using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Rendering;
using Orchestrator.Cli.Settings;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Validation;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator compare SWEEP TRIAL TRIAL ...</c>.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var (place, json) = (new SweepClientOptions(), CommonOptions.Json());
        var trials = new Argument<string[]>("TRIALS")
        {
            Description = "A sweep's id and numbers of its trials; or SWEEP:TRIAL of any sweep.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new ExampledCommand("compare",
            $"Shows trials beside each other: in what they differ, and how they scored fold by fold. At most {TrialComparisons.Most}.",
            ("orchestrator compare splice-1 3 7", "two trials of a sweep"),
            ("orchestrator compare splice-1:3 splice-2:5", "trials of two sweeps"),
            ("orchestrator compare splice-1 3 7 --json", "the same for programs"))
        { trials };
        place.AddTo(command);
        command.Add(json);
        command.SetAction(async (parsed, _) =>
        {
            var wanted = Parse(parsed.GetValue(trials) ?? []);
            await using var sweeps = place.Open(parsed);
            var comparison = TrialComparisons.Of(await ReadAsync(sweeps, wanted));
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(comparison, WireJson.Indented));
            }
            else
            {
                Tables.OnStandardOutput().Print(comparison);
            }

            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>What the words name: a sweep's id stands before the numbers of its trials.</summary>
    /// <exception cref="UserError">It is not two to twelve trials.</exception>
    internal static IReadOnlyList<TrialReference> Parse(IReadOnlyList<string> words)
    {
        var wanted = new List<TrialReference>();
        SweepId? sweep = null;
        foreach (var word in words)
        {
            if (TrialReference.Parse(word, sweep) is { } reference)
            {
                wanted.Add(reference);
            }
            else if (word.Contains(':', StringComparison.Ordinal))
            {
                throw new UserError($"'{word}' names no trial: write SWEEP:TRIAL, such as splice-1:3.");
            }
            else
            {
                sweep = new SweepId(word);
            }
        }

        return wanted.Distinct().Count() is >= 2 and <= TrialComparisons.Most ? [.. wanted.Distinct()]
            : throw new UserError($"A comparison has 2 to {TrialComparisons.Most} different trials, such as 'orchestrator compare "
                + $"{sweep?.Value ?? "splice-1"} 3 7'.");
    }

    private static async Task<IReadOnlyList<TrialDetails>> ReadAsync(ISweepClient sweeps, IReadOnlyList<TrialReference> wanted)
    {
        var states = new Dictionary<SweepId, SweepState>();
        foreach (var sweep in wanted.Select(trial => trial.Sweep).Distinct())
        {
            states[sweep] = await sweeps.FindAsync(sweep.Value);
        }

        return
        [
            .. from trial in wanted
               let state = states[trial.Sweep]
               select TrialViews.Details(state, SweepReading.Existing(state, trial.Trial), []),
        ];
    }
}
