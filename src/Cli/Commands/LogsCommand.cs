using System.CommandLine;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Rendering;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator logs [SWEEP] [TRIAL]</c>.</summary>
internal static class LogsCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var reading = new SweepReading();
        var trial = new Argument<int?>("TRIAL")
        {
            Description = "A trial's number. [default: those that run now, else the last]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var fold = new Option<string?>("--fold") { Description = "One fold alone: its number, or refit.", HelpName = "N" };
        var attempt = new Option<int?>("--attempt") { Description = "Which attempt, from 1. [default: the last]", HelpName = "N" };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on as more is printed, until the trial ends." };
        reading.Json.Description = "Print each line as one of JSON.";
        var command = reading.Complete(new ExampledCommand("logs",
            "Prints what workers said during the attempts at a trial's folds: warnings, exceptions, the last words of a crash. Of each "
            + "attempt the first 100 lines and the last 400 are kept.",
            ("orchestrator logs splice-1 7", "of each fold of trial 7 the last attempt"),
            ("orchestrator logs splice-1 7 --fold 2 --attempt 1", "the first attempt at fold 2"),
            ("orchestrator logs splice-1 -f", "of what runs now, as it comes"),
            ("orchestrator logs splice-1 7 --json | jq -r .line.text", "for programs")), trial, fold, attempt, follow);
        command.SetAction((parsed, _) => reading.WithSweepAsync(parsed, async (place, state) =>
        {
            var query = new LogQuery(parsed.GetValue(fold), parsed.GetValue(attempt));
            var text = new LogText(Console.Out, parsed.GetValue(reading.Json));
            return await WriteAsync(place, state.Id, Chosen(state, parsed.GetValue(trial)), query, text, parsed.GetValue(follow));
        }));
        return command;
    }

    private static IReadOnlyList<int> Chosen(SweepState state, int? trial)
    {
        if (trial is { } number)
        {
            return [SweepReading.Existing(state, number)];
        }

        int[] running = [.. state.Leased().Select(fold => fold.Id.Trial).Distinct()];
        return running.Length > 0 ? running : [state.Refit?.Id.Trial ?? SweepReading.Existing(state, Math.Max(0, state.Trials.Count - 1))];
    }

    private static async Task<int> WriteAsync(
        ISweepClient place, SweepId sweep, IReadOnlyList<int> trials, LogQuery query, LogText text, bool follow)
    {
        using var interrupts = new Interrupts();
        while (true)
        {
            var open = false;
            foreach (var trial in trials)
            {
                var log = await place.LogAsync(sweep, trial, query);
                var goesOn = follow && (query.Attempt is null ? log.Open : log.Attempts.Any(attempt => attempt.Attempt.EndedAt is null));
                text.Write(log, goesOn);
                open |= goesOn;
            }

            if (!open)
            {
                return ExitCode.Success;
            }

            if (await Task.WhenAny(Task.Delay(Interval), interrupts.First) == interrupts.First)
            {
                return ExitCode.Interrupted;
            }
        }
    }
}
