using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.GpuNode.Workers.Trainers;
using Orchestrator.Models.Data.Readers;
using Orchestrator.Models.Training;
using Orchestrator.Storage;

namespace Orchestrator.GpuNode.Tests.Workers.Trainers;

/// <summary>A trainer in Python, and a folder for its folds.</summary>
internal sealed class Trainer : IDisposable
{
    /// <summary>Why tests with Python are skipped; null = it is there.</summary>
    public static readonly string? Missing = ProgramPath.Find(Python("x")) is null ? "there is no python3 on this machine" : null;

    private const string Prelude = """
        import json, os, signal, subprocess, sys, time
        fold = json.load(open(os.environ["ORCHESTRATOR_FOLD"]))
        def say(**line): print(json.dumps(line), flush=True)
        def save(name, content):
            with open(name, "w") as file: file.write(str(content))

        """;

    private readonly string root = Directory.CreateTempSubdirectory("trainer-").FullName;
    private readonly CommandTrainer trainer = new(threads: 2);

    /// <param name="script">What it does with <c>fold</c>, by <c>say</c> and <c>save</c>.</param>
    public Trainer(string script)
    {
        File.WriteAllText(Path.Combine(root, "train.py"), Prelude + script);
        Definition = new SweepDefinition(
            "sample", 1, OpaqueReader.Define(null, 10), new ModelDefinition("own", Configuration.Empty, Command),
            new SearchDefinition("random", 1), new SearchSpace(EquatableList<Parameter>.Empty),
            new CrossValidationDefinition(2, false, 0.2), new ObjectiveDefinition("accuracy", Direction.Maximize),
            new StoppingDefinition(4), new ResourcesDefinition());
    }

    public SweepDefinition Definition { get; set; }

    public Configuration Configuration { get; set; } = Configuration.Empty.With("rate", ParameterValue.Of(0.5));

    /// <summary>Epochs that were told, with their objective.</summary>
    public List<(int Epoch, double Score)> Told { get; } = [];

    /// <summary>Epochs in the checkpoints that attempts began with.</summary>
    public List<int> Started { get; } = [];

    public string ArtifactFolder => Path.Combine(root, "fold");

    public CommandDefinition Command => Python(root) with
    {
        Files = [new DataFile("train.py", CheckedFile.HashOf(Path.Combine(root, "train.py")), 0)],
    };

    /// <summary>Runs an attempt.</summary>
    /// <param name="fold">Its fold; -1 = the refit.</param>
    /// <param name="attempt">Its number.</param>
    /// <param name="pauseAfter">See <see cref="FoldAssignment"/>.</param>
    /// <param name="onEpoch">Called when an epoch is told.</param>
    /// <param name="stop">Stops it.</param>
    public FoldResult Run(int fold = 0, int attempt = 1, int? pauseAfter = null, Action<int>? onEpoch = null,
        CancellationToken stop = default) =>
        trainer.Run(
            new FoldAssignment(new SweepId("sample-1"), new AttemptId(new FoldId(3, fold), attempt), Definition, Configuration,
                Definition.Stopping.Epochs, ArtifactFolder, PauseAfter: pauseAfter), "cpu", new Listener(this, onEpoch), stop);

    public void Dispose()
    {
        trainer.Dispose();
        Directory.Delete(root, recursive: true);
    }

    // The interpreter itself where it is known: what stands before it on the PATH may be a script that looks for one.
    private static CommandDefinition Python(string folder) =>
        new([File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3", "train.py"], folder);

    private sealed class Listener(Trainer own, Action<int>? onEpoch) : IFoldListener
    {
        public void OnStarted(int fromEpoch, string device) => own.Started.Add(fromEpoch);

        public void OnEpoch(int epoch, IReadOnlyDictionary<string, double> metrics)
        {
            own.Told.Add((epoch, metrics.GetValueOrDefault("validation/accuracy", double.NaN)));
            onEpoch?.Invoke(epoch);
        }
    }
}
