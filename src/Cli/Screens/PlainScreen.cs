using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Progress;

namespace Orchestrator.Cli.Screens;

/// <summary>A line for each trial, retry and stage: for logs and pipes.</summary>
internal sealed class PlainScreen(TextWriter output, TimeProvider time) : Screen
{
    private readonly SweepProgress progress = new(time);

    public override void ShowChange(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        progress.See(state);
        if (events.Count == 0)
        {
            var planned = Words.Count(state.Definition.Search.Trials, "trial");
            output.WriteLine($"{state.Id}: resumed, {progress.TrialsEnded} of {planned} done");
        }

        foreach (var line in events.Select(e => EventLine.Of(e, state, progress)).OfType<string>())
        {
            output.WriteLine(line);
        }

        output.Flush();
    }

    public override void ShowEpoch(EpochMeasured measured) => progress.See(measured);

    protected override void ShowObstacle(string? reason)
    {
        output.WriteLine(reason is null ? "waiting no longer: a node can serve the sweep" : $"waiting: {reason}");
        output.Flush();
    }

    public override void ShowResult(SweepState state) => Tables.OnStandardOutput().PrintResult(state);
}
