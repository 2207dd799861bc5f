using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Clustered;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Planning;
using Orchestrator.Cli.Settings;
using Orchestrator.Cli.Studies;
using Orchestrator.Cli.SweepFiles;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Serialization;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator submit FILE</c>.</summary>
internal static class SubmitCommand
{
    public static Command Create()
    {
        var file =
            new Argument<string>("FILE") { Description = "The sweep file (YAML). Its data is sent along, unless the coordinator has it." };
        var trials = new Option<int?>("--trials") { Description = "Most trials, instead of the file's.", HelpName = "N" };
        var parallel = new Option<int?>("--parallel") { Description = "Trials in flight at once, instead of the file's.", HelpName = "N" };
        var seed = new Option<ulong?>("--seed") { Description = "Seed, instead of the file's.", HelpName = "N" };
        var name = new Option<string?>("--name") { Description = "Name, instead of the file's.", HelpName = "NAME" };
        var warmStart = new Option<string?>("--warm-start")
        {
            Description = "Earlier sweep of the coordinator, or trials of Optuna, Ray Tune or Keras Tuner, that the "
                + "search learns from, as far as they fit the space.",
            HelpName = "SWEEP|PATH"
        };
        var stay = new Option<bool>("--no-upload")
        {
            Description = "Send no data: coordinator and nodes find it at the same path. Its content is checked there."
        };
        var (epochs, dataRoot) = (CommonOptions.Epochs(), CommonOptions.DataRoot());
        var (device, server, json) = (CommonOptions.Device(), new ServerOptions(), CommonOptions.Json());
        var command =
            new ExampledCommand("submit", "Gives the sweep of a file to a coordinator, which runs it on its nodes. Prints the sweep's id.",
            ("orchestrator submit examples/splice.yaml", "to the coordinator on this machine"),
            ("orchestrator submit splice.yaml --server https://head:7070", "to that one, with the token in $ORCHESTRATOR_TOKEN"),
            ("orchestrator submit splice.yaml --warm-start splice-1", "with what splice-1 has learned there"),
            ("orchestrator watch $(orchestrator submit splice.yaml)", "and look on"))
        { file, warmStart, trials, parallel, epochs, seed, name, dataRoot, CommonOptions.Plugins(), device, stay, json };
        server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var overrides = new SweepOverrides(
                parsed.GetValue(trials), parsed.GetValue(parallel), parsed.GetValue(seed), parsed.GetValue(device),
                    Name: parsed.GetValue(name), Epochs: parsed.GetValue(epochs), DataRoot: parsed.GetValue(dataRoot));
            var definition = SweepFileLoader.Load(parsed.GetRequiredValue(file), overrides);
            using var client = server.Connect(parsed);
            if (parsed.GetValue(warmStart) is { } earlier)
            {
                definition = ForeignFile.Find(earlier) is { } foreign
                    ? WarmStart.Apply(definition, foreign.ReadStudy(definition.Objective), Console.Error.WriteLine)
                    : WarmStart.Apply(definition, await client.FindAsync(new SweepId(earlier)), Console.Error.WriteLine);
            }

            definition = await DataUpload.BringAsync(definition, client, send: !parsed.GetValue(stay), Console.Error.WriteLine);
            foreach (var part in Parts(definition))
            {
                var submitted = await client.SubmitAsync(part, Guid.NewGuid());
                if (parsed.GetValue(json))
                {
                    Console.Out.WriteLine(JsonSerializer.Serialize(submitted, WireJson.Options));
                    continue;
                }

                // The id alone on standard output: 'orchestrator watch $(orchestrator submit FILE)'.
                Console.Out.WriteLine(submitted.Sweep.Value);
                foreach (var remark in SpaceRemarks.Of(part.Space).Concat(submitted.Remarks ?? []))
                {
                    Console.Error.WriteLine($"note: {remark}");
                }
            }
            return ExitCode.Success;
        });
        return command;
    }

    // A nested cross-validation is a sweep for each outer fold; a cluster runs them side by side.
    private static IEnumerable<SweepDefinition> Parts(SweepDefinition definition) =>
        definition.CrossValidation is { Nested: not null } splits
        ? Enumerable.Range(0, splits.Folds)
            .Select(fold => NestedSeries.Part(definition, fold) with { Name = $"{definition.Name}-outer{fold}" })
        : [definition];
}
