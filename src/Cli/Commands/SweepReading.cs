using System.CommandLine;
using Orchestrator.Cli.Settings;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Validation;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Commands;

/// <summary>What commands that read one sweep have in common: <c>[SWEEP] --home DIR | --server URL --json</c>.</summary>
internal sealed class SweepReading
{
    /// <summary>The sweep's id.</summary>
    public Argument<string?> Sweep { get; } = CommonOptions.Sweep();

    /// <summary>Where it is.</summary>
    public SweepClientOptions Place { get; } = new();

    /// <summary>Whether JSON is wanted.</summary>
    public Option<bool> Json { get; } = CommonOptions.Json();

    /// <summary>Adds the argument, the command's own symbols, and the options.</summary>
    public ExampledCommand Complete(ExampledCommand command, params Symbol[] own)
    {
        command.Add(Sweep);
        foreach (var argument in own.OfType<Argument>())
        {
            command.Add(argument);
        }

        foreach (var option in own.OfType<Option>())
        {
            command.Add(option);
        }

        Place.AddTo(command);
        command.Add(Json);
        return command;
    }

    /// <summary>A number that the sweep has a trial of.</summary>
    /// <exception cref="UserError">It has none.</exception>
    public static int Existing(SweepState state, int trial) => trial >= 0 && trial < state.Trials.Count ? trial
        : throw new UserError($"Sweep '{state.Id}' has no trial {trial}; "
            + (state.Trials.IsEmpty ? "it has none yet." : $"its trials are 0 to {state.Trials.Count - 1}."));

    /// <summary>Loads the plug-ins of a sweep, for commands that run their code.</summary>
    /// <exception cref="UserError">One is not here with the content that the sweep has.</exception>
    public Task BringPluginsAsync(ParseResult parsed, SweepState state) => Place.BringPluginsAsync(parsed, state.Definition);

    /// <summary>Calls <paramref name="read"/> with the sweep of the given id, or the one that was started last.</summary>
    public async Task<int> WithSweepAsync(ParseResult parsed, Func<ISweepClient, SweepState, Task<int>> read)
    {
        await using var place = Place.Open(parsed);
        return await read(place, await place.FindAsync(parsed.GetValue(Sweep)));
    }
}
