using System.Diagnostics;
using Orchestrator.Cli.SweepFiles;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Admission;
using Orchestrator.GpuNode.Workers.Trainers;
using Orchestrator.Models.Training;
using Orchestrator.Shared;

namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary>A trainer that is shipped, with its sweep file, and a folder for its folds.</summary>
internal sealed class ExampleTrainer : IDisposable
{
    // Long enough for a stop to come before its end, and for one that does not heed SIGTERM to come to that instead.
    private const int Epochs = 20, Grace = 600;

    private static readonly Lazy<bool> HasR = new(() => Runs("Rscript", "-e", "library(jsonlite)"));
    private static readonly Lazy<bool> HasTorch = new(() => Runs(OwnTrainerFixture.Python ?? "python3", "-c", "import torch"));

    private readonly string root = Directory.CreateTempSubdirectory("example-trainer-").FullName;
    private readonly CommandTrainer trainer = new(threads: 1);
    private readonly Dictionary<FoldId, int> attempts = [];

    /// <param name="file">The sweep's, in <c>examples/</c>.</param>
    /// <param name="settings">Hyper-parameters.</param>
    public ExampleTrainer(string file, Configuration settings)
    {
        var path = RepositoryFolder.At("examples", file);
        var (read, problems) = SweepFile.Parse(path, File.ReadAllText(path), SweepVocabulary.Registered);
        problems.ShouldBeEmpty();
        var definition = read.ShouldNotBeNull();
        var command = definition.Model.Command.ShouldNotBeNull();
        string[] words = [.. command.Arguments];
        words[0] = words[0] == "python3" ? OwnTrainerFixture.Python! : words[0];
        Definition = definition with
        {
            Model = definition.Model with { Command = command with { Arguments = [.. words], Grace = Grace } },
            Stopping = new StoppingDefinition(Epochs),
        };
        Settings = settings;
    }

    public SweepDefinition Definition { get; }

    public Configuration Settings { get; set; }

    /// <summary>The folder of the last fold.</summary>
    public string ArtifactFolder { get; private set; } = "";

    /// <summary>Why tests of a trainer are skipped; null = what it needs is here.</summary>
    /// <param name="file">The sweep's, in <c>examples/</c>.</param>
    public static string? Missing(string file) => file switch
    {
        "any-language-r.yaml" => HasR.Value ? null : "R and jsonlite are not on this machine (Debian: r-base-core, r-cran-jsonlite)",
        "any-language-torch.yaml" => HasTorch.Value ? null : "PyTorch is not on this machine (Debian: python3-torch)",
        "any-language.yaml" => OwnTrainerFixture.Missing,
        _ => null,
    };

    /// <summary>Trains a fold, its next attempt.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="fold">Its fold; -1 = the refit.</param>
    /// <param name="stopAfter">An epoch behind which it is stopped; null = it is not.</param>
    /// <returns>The result, null where it was stopped; the epoch that the attempt began behind; the epochs that it told.</returns>
    public (FoldResult? Result, int Started, IReadOnlyList<Dictionary<string, double>> Told) Run(
        int trial, int fold = 0, int? stopAfter = null)
    {
        var id = new FoldId(trial, fold);
        attempts[id] = attempts.GetValueOrDefault(id) + 1;
        ArtifactFolder = Path.Combine(root, $"trial-{trial}-fold-{fold}");
        using var stop = new CancellationTokenSource();
        var listener = new Listener(stop, stopAfter);
        var assignment = new FoldAssignment(new SweepId("example-1"), new AttemptId(id, attempts[id]), Definition, Settings, Epochs,
            ArtifactFolder);
        try
        {
            return (trainer.Run(assignment, "cpu", listener, stop.Token), listener.Started, listener.Told);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return (null, listener.Started, listener.Told);
        }
    }

    public void Dispose()
    {
        trainer.Dispose();
        Directory.Delete(root, recursive: true);
    }

    private static bool Runs(string program, params string[] arguments)
    {
        try
        {
            using var process =
                Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // there is no such program
        }
    }

    private sealed class Listener(CancellationTokenSource stop, int? stopAfter) : IFoldListener
    {
        public int Started { get; private set; }

        public List<Dictionary<string, double>> Told { get; } = [];

        public void OnStarted(int fromEpoch, string device) => Started = fromEpoch;

        public void OnEpoch(int epoch, IReadOnlyDictionary<string, double> metrics)
        {
            Told.Add(metrics.Where(metric => !metric.Key.StartsWith("resource/", StringComparison.Ordinal)).ToDictionary());
            if (epoch == stopAfter)
            {
                stop.Cancel();
            }
        }
    }
}
