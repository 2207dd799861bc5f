using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Rendering;
using Orchestrator.Cli.Settings;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator enqueue SWEEP NAME=VALUE ...</c>.</summary>
internal static class EnqueueCommand
{
    public static Command Create()
    {
        var (sweep, place, json) = (CommonOptions.NamedSweep(), new SweepClientOptions(), CommonOptions.Json());
        var settings = new Argument<string[]>("NAME=VALUE")
        {
            Description = "A value for each hyper-parameter of the space.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new ExampledCommand("enqueue",
            "Queues a configuration of yours, which the sweep tries next, before its search chooses on. It counts as one of the trials.",
            ("orchestrator enqueue splice-1 learning_rate=0.001 dropout=.2", "of a sweep that is not running now; then: resume splice-1"),
            ("orchestrator enqueue splice-1 learning_rate=0.001 dropout=.2 --server https://head:7070", "of a cluster's, while it runs"))
        { sweep, settings };
        place.AddTo(command);
        command.Add(json);
        command.SetAction(async (parsed, _) =>
        {
            await using var sweeps = place.Open(parsed);
            var wanted = ConfigurationReader.Parse(parsed.GetValue(settings) ?? []);
            var state = await sweeps.FindAsync(parsed.GetRequiredValue(sweep));
            var trial = await sweeps.EnqueueAsync(state.Id, wanted);
            var configuration = ConfigurationReader.Read(state.Definition.Space, wanted);
            Console.Out.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new { Sweep = state.Id, Trial = trial, Configuration = configuration }, WireJson.Indented)
                : $"{state.Id} tries this as trial {trial}: {Formatting.Settings(configuration)}");
            return ExitCode.Success;
        });
        return command;
    }
}
