using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.SweepFiles;

/// <summary>What the command line says instead of the file; null = as the file says.</summary>
/// <param name="DataRoot">The folder that the file's relative data paths start from; null = the file's own.</param>
public sealed record SweepOverrides(
    int? Trials = null, int? Parallel = null, ulong? Seed = null, string? Device = null, int? Slots = null, string? Name = null,
    int? Epochs = null, string? DataRoot = null)
{
    /// <summary>The definition with these values.</summary>
    /// <exception cref="UserError">A value is out of range.</exception>
    public SweepDefinition ApplyTo(SweepDefinition definition)
    {
        Require(Trials, "--trials");
        Require(Parallel, "--parallel");
        Require(Slots, "--slots");
        Require(Epochs, "--epochs");
        if (Name is not null && !SweepNames.IsValid(Name))
        {
            throw new UserError($"--name '{Name}': {SweepNames.Rule}.");
        }

        return definition with
        {
            Name = Name ?? definition.Name,
            Seed = Seed ?? definition.Seed,
            Search = definition.Search with
            {
                Trials = Trials ?? definition.Search.Trials,
                Parallel = Parallel
                ?? definition.Search.Parallel,
                Restarts = Epochs is { } epochs ? definition.Search.Restarts?.Within(epochs) : definition.Search.Restarts,
            },
            Stopping = definition.Stopping with { Epochs = Epochs ?? definition.Stopping.Epochs },
            Resources =
                definition.Resources with { Device = Device ?? definition.Resources.Device, Slots = Slots ?? definition.Resources.Slots },
        };
    }

    private static void Require(int? value, string option)
    {
        if (value < 1)
        {
            throw new UserError($"{option} {value}: at least 1.");
        }
    }
}
