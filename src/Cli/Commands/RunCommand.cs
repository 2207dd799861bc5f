using System.CommandLine;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Settings;
using Orchestrator.Cli.SweepFiles;
using Orchestrator.Cli.Web;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator run FILE</c>.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The sweep file (YAML)." };
        var trials = new Option<int?>("--trials") { Description = "Most trials, instead of the file's.", HelpName = "N" };
        var parallel = new Option<int?>("--parallel") { Description = "Trials in flight at once, instead of the file's.", HelpName = "N" };
        var seed = new Option<ulong?>("--seed") { Description = "Seed, instead of the file's.", HelpName = "N" };
        var name = new Option<string?>("--name") { Description = "Name, instead of the file's.", HelpName = "NAME" };
        var warmStart = new Option<string?>("--warm-start")
        {
            Description = "Earlier sweep, or trials of Optuna, Ray Tune or Keras Tuner, that the search learns from, "
                + "as far as they fit the space.",
            HelpName = "SWEEP|PATH"
        };
        var (device, slots, home, json) = (CommonOptions.Device(), CommonOptions.Slots(), CommonOptions.Home(), CommonOptions.Json());
        var (epochs, dataRoot, web) = (CommonOptions.Epochs(), CommonOptions.DataRoot(), CommonOptions.Web());
        json.Description = "Print every event and measurement as a line of JSON, and the result as the last line.";
        var command =
            new ExampledCommand("run",
                "Runs the sweep of a file to its end, on this machine. Ctrl-C drains it; 'orchestrator resume' goes on.",
            ("orchestrator run examples/splice.yaml", "as the file says"),
            ("orchestrator run examples/splice.yaml --trials 2", "only to see whether it works"),
            ("orchestrator run examples/splice.yaml --web", "with a web page, whose address it prints"),
            ("orchestrator run histone.yaml --device cuda --slots 4", "four folds at once on the GPU"),
            ("orchestrator run examples/real/wdnn.yaml --data-root ~/data", "data that lies elsewhere"),
            ("orchestrator run splice.yaml --warm-start splice-1", "with what splice-1 has learned"),
            ("orchestrator run splice.yaml --json | jq .event", "a stream of events for scripts"))
        { file, warmStart, trials, parallel, epochs, seed, name, dataRoot, CommonOptions.Plugins(), device, slots, web, home, json };
        command.SetAction(async (parsed, _) =>
        {
            var overrides = new SweepOverrides(
                parsed.GetValue(trials), parsed.GetValue(parallel), parsed.GetValue(seed), parsed.GetValue(device), parsed.GetValue(slots),
                    parsed.GetValue(name),
                parsed.GetValue(epochs), parsed.GetValue(dataRoot));
            var definition = SweepFileLoader.Load(parsed.GetRequiredValue(file), overrides);
            var place = DataDirectory.At(parsed.GetValue(home));
            if (parsed.GetValue(warmStart) is { } earlier)
            {
                definition = await WarmStart.ApplyAsync(place, definition, earlier, Console.Error.WriteLine);
            }

            return await new SweepRunner(place.Created(), parsed.GetValue(json), WebPage.Asked(parsed, web)).StartAsync(definition);
        });
        return command;
    }
}
