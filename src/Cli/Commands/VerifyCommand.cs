using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Settings;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Search;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator verify [SWEEP]</c>.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var reading = new SweepReading();
        var command =
            reading.Complete(
                new ExampledCommand("verify",
                    "Derives every suggestion of a sweep again from its journal, and reports the first that differs.",
            ("orchestrator verify", "the last sweep; exit code 1 when a suggestion differs"),
            ("orchestrator verify splice-1 --json", "for scripts")), CommonOptions.Plugins());
        command.SetAction((parsed, _) => reading.WithSweepAsync(parsed, async (place, state) =>
        {
            await reading.BringPluginsAsync(parsed, state);
            var result = await SuggestionAudit.RunAsync(
                place.EventsAsync(state.Id), SamplerRegistry.Create);
            Console.Out.WriteLine(parsed.GetValue(reading.Json) ? JsonSerializer.Serialize(result, WireJson.Indented)
                : result.Agrees ? $"{state.Id}: {result.Compared} suggestions{(state.Grants.IsEmpty ? "" : " and grants of folds")}, all "
                    + "derived again to the last digit."
                : result.Best ? $"{state.Id}: after {result.Compared} suggestions that agree, the best trial differs.\n  journal: trial "
                    + $"{result.Trial}\n  derived: {(result.DerivedTrial is { } instead ? $"trial {instead}" : "none")}"
                : result.Fold is { } fold ? $"{state.Id}: after {result.Compared} that agree, who gets a fold differs.\n  journal: trial "
                    + $"{result.Trial}, fold {fold}\n  derived: {(result.DerivedTrial is { } other ? $"trial {other}" : "none")}"
                : $"{state.Id}: after {result.Compared} that agree, the suggestion of trial {result.Trial} differs.\n  journal: "
                    + $"{Words(result.Journaled, result.JournaledParent)}\n  derived: {Words(result.Derived, result.DerivedParent)}");
            foreach (var plugin in parsed.GetValue(reading.Json) ? [] : state.Definition.Plugins ?? [])
            {
                Console.Out.WriteLine(
                    $"the plug-in {plugin.Name} that was asked has the content {plugin.Content[..12]}, as when the sweep began.");
            }

            foreach (var changed in SweepPlugins.Changed(state.Definition))
            {
                Console.Error.WriteLine($"note: {changed}");
            }

            return result.Agrees ? ExitCode.Success : ExitCode.Failure;
        }));
        return command;
    }

    private static string Words(Configuration? configuration, int? parent) =>
        configuration is null ? "the space is exhausted" : $"{configuration}{(parent is null ? "" : $", going on from trial {parent}")}";
}
