using System.Reflection;
using Orchestrator.Cli.Rendering;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Dashboard.Standalone;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Figures;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Cli.Reports;

/// <summary>All of a sweep in one page, in the order in which a reader asks: is it good, what mattered, can it be trusted, what
/// happened.</summary>
internal static class SweepReport
{
    private const int MostRows = 2000;

    private static readonly (string Section, string[] Figures)[] Sections =
    [
        ("Is it good?", ["history", "edf", "pareto", "hypervolume"]),
        ("Which settings matter?", ["importance", "parallel", "slice", "contour", "rank"]),
        ("Can the best one be trusted?", ["folds", "curves"]),
        ("What ran when?", ["timeline"]),
    ];

    // With the commit: what drew the suggestions can be built again.
    private static readonly string Version =
        typeof(SweepReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The page.</summary>
    /// <param name="state">The sweep.</param>
    /// <param name="measurements">Of the trials whose curves are shown.</param>
    /// <param name="now">When it is made.</param>
    public static string Of(SweepState state, IReadOnlyList<MeasurementRow> measurements, DateTimeOffset now)
    {
        var definition = state.Definition;
        var page = new StandalonePage(
            $"{state.Id}: {definition.Model.Name}, {Formatting.Goals(definition)}",
            $"{Words.Of(state.Status)}, {definition.Search.Algorithm} search, {SplitsText.Of(definition.CrossValidation)}, seed "
            + $"{definition.Seed}, begun {Formatting.Time(state.StartedAt)}; this report is of {Formatting.Time(now)}");
        Result(page, state);
        foreach (var (section, names) in Sections)
        {
            page.Section(section);
            foreach (var name in names)
            {
                Add(page, FigureData.Of(state, new FigureRequest(name), measurements, now), FigureRegistry.Find(name));
            }
        }

        Trials(page, state);
        page.Section("How it was made");
        page.Table(["what", "value"],
        [
            ["data", Path.GetFileName(definition.Data.Path)], ["SHA-256 of the data", state.DataFingerprint],
            ["seed", $"{definition.Seed}"],
            ["model", definition.Model.Name],
            .. definition.Model.Command is { } command ? Trained(command) : [],
            .. definition.IsExternal ? [["trained by", "clients that asked for folds"]] : Array.Empty<string[]>(),
            ["held fixed", Formatting.Settings(definition.Model.Fixed)],
            ["epochs at most", $"{definition.Stopping.Epochs}"], ["trials planned", $"{definition.Search.Trials}"],
            ["program", $"orchestrator {Version}"], ["checked by", $"orchestrator verify {state.Id}"],
        ]);
        return page.ToString();
    }

    private static IEnumerable<string[]> Trained(CommandDefinition command) =>
        [["command", command.Line], .. (command.Files ?? []).Select(file => new[] { $"SHA-256 of {file.Name}", file.Sha256 })];

    private static void Result(StandalonePage page, SweepState state)
    {
        if (state.Best is { } number && state.Trials[number] is { } best)
        {
            page.Paragraph($"Best of {state.Trials.Count}: trial {number}, {state.Definition.Objective.Metric} "
                + $"{Formatting.Spread(best.Mean, best.Deviation)} over the folds, with {Formatting.Settings(best.Configuration)}.");
        }

        if (state.Definition.Search.Elimination is not null
            && EliminationRounds.Choose(state.Trials, state.Definition.Objective) is { } choice)
        {
            page.Paragraph(EliminationRounds.Sentence(choice, state.Definition.Objective));
        }

        if (TestResult.Of(state) is { } test)
        {
            page.Paragraph($"On rows that no trial has seen: {state.Definition.Objective.Metric} {NumberText.Score(test.Score)}"
                + $"{Formatting.Interval(test, state.Definition.Objective.Metric)}.");
        }

        foreach (var remark in LeakageText.Of(state.Leakage ?? []).Concat(SearchRemarks.Of(state)))
        {
            page.Paragraph(remark.Trim(), "warning");
        }

        page.Paragraph(state.Ending is { } ending ? $"How it ended: {ending}" : "It goes on: this is what is known so far.", "note");
    }

    // A figure of which the sweep has too little to show is left out.
    private static void Add(StandalonePage page, FigureData data, IFigureKind kind)
    {
        try
        {
            page.Add(kind.Of(data));
        }
        catch (UserError)
        {
        }
    }

    private static void Trials(StandalonePage page, SweepState state)
    {
        var (definition, shown) = (state.Definition, state.Trials.Take(MostRows).ToArray());
        var names = definition.Space.Parameters.Select(p => p.Name).ToArray();
        page.Section("All trials");
        page.Paragraph(shown.Length < state.Trials.Count
            ? $"The first {shown.Length} of {state.Trials.Count}; 'orchestrator export {state.Id}' has all." : "", "note");
        page.Table(
            [
                ">trial", "status", .. definition.Objectives.Select(o => $">{o.Metric}"), .. names.Select(name => $">{name}"), ">folds",
                ">duration", "note",
            ],
            shown.Select(trial => (IReadOnlyList<string>)
            [
                Formatting.Count(trial.Number), Words.Of(trial.Status),
                .. definition.Objectives.Select((_, k) => trial.Scores.ElementAtOrDefault(k) is { } score
                    ? Formatting.Spread(score.Mean, score.Deviation) : NumberText.Nothing),
                .. names.Select(name => trial.Configuration.TryGet(name, out var value) ? NumberText.Value(value) : NumberText.Nothing),
                $"{trial.Folds.Count(f => f.Status == WorkStatus.Completed)}/{trial.Folds.Length}",
                Formatting.Duration(trial.EndedAt - trial.SuggestedAt),
                trial.Reason ?? (EliminationRounds.Inputs(trial) is null ? "" : EliminationRounds.Shown(trial)),
            ]),
            row => $"trial-{shown[row].Number}", row => TrialViews.Leads(state, shown[row]));
    }
}
