using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Readers;
using Orchestrator.Models.Data.Synthesis;
using Orchestrator.Models.Metrics;
using Orchestrator.Models.Tests.Architectures;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Archives;
using Orchestrator.Models.Training;

namespace Orchestrator.Models.Tests.Training;

/// <summary>
/// The other processes of <see cref="OtherProcessResumeTests"/>: a fold of every registered architecture, to its end or to a stop, and a
/// line on what came of it.
/// </summary>
internal static class ResumeProgram
{
    /// <summary>Steps to the stop: into the second epoch, so that the optimizer has moments, and dropout and the order of rows have been
    /// drawn.</summary>
    public const int StopAfter = 4;

    /// <summary>Steps of a fold: three epochs of three batches.</summary>
    public const int Steps = 9;

    private const int Rows = SyntheticData.FewestRows; // 25 of them trained on, in batches of 8, 8 and 9

    private static void Main(string[] arguments)
    {
        TorchRuntime.Threads = 1;
        var (folder, stopped, backwards) = (arguments[0], arguments.Contains("stop"), arguments.Contains("backwards"));
        foreach (var model in backwards ? ModelCatalog.Descriptions.Reverse() : ModelCatalog.Descriptions)
        {
            Console.Out.Write($"{model.Name}\t{Train(Assignment(model, folder), stopped)}\n");
        }
    }

    private static string Train(FoldAssignment assignment, bool stopped)
    {
        using var trainer = new FoldTrainer();
        var recorder = new Recorder { StopAfter = stopped ? StopAfter : null };
        string result;
        try
        {
            var ended = trainer.Run(assignment, "cpu", recorder, recorder.Stop);
            result = $"{ended.Score:R} {ended.BestEpoch} "
                + $"{string.Join(' ', ended.Metrics.Select(metric => $"{metric.Key}={metric.Value:R}"))}";
        }
        catch (OperationCanceledException)
        {
            result = "stopped";
        }

        return string.Create(CultureInfo.InvariantCulture,
            $"{recorder.FromEpoch}\t{recorder.Steps}\t{recorder.Refusals.Count}\t{result}\t{Bits(assignment.ArtifactFolder)}");
    }

    /// <summary>A hash of everything that the checkpoint holds but the time it took: weights, best weights, optimizer, losses.</summary>
    private static string Bits(string folder)
    {
        using var archive = TensorArchive.Load(Path.Combine(folder, "checkpoint.bin"));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, tensor) in archive.Tensors)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(tensor.bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A fold of a model on drawn data that it can learn.</summary>
    /// <param name="model">The model.</param>
    /// <param name="folder">Where its artifacts go, in a folder of the model's name.</param>
    /// <param name="test">Share of the rows that are held out.</param>
    /// <param name="fold">Which.</param>
    public static FoldAssignment Assignment(ModelDescription model, string folder, double test = 0, int fold = 0)
    {
        var (kind, shape) = Fitting(model);
        var settings = ArchitectureCase.Small(model, dropoutOn: true).With("batch_size", Contracts.SearchSpaces.ParameterValue.Of(8));
        var metric = MetricCatalog.Of(shape.Task)[0];
        var definition = new SweepDefinition(
            "resume", 5, SyntheticReader.Define(kind, Rows, 3), new(model.Name, settings), new("random", 1), new([]), new(2, false, test),
                new(metric.Name, metric.Direction), new(3), new());
        return new(new("resume-1"), new(new(0, fold), 1), definition, Contracts.SearchSpaces.Configuration.Empty, 3,
            Path.Combine(folder, model.Name));
    }

    /// <summary>The kind of drawn data with the shortest rows that the model can learn.</summary>
    private static (string Kind, DataShape Shape) Fitting(ModelDescription model)
    {
        var fitting = new List<(string Kind, DataShape Shape, int Length)>();
        foreach (var kind in SyntheticData.Names)
        {
            try
            {
                var data = SyntheticData.Draw(kind, Rows, 3);
                fitting.Add((kind, DataShape.Of(model, data), data.Inputs.RowLength));
            }
            catch (DataMismatchException)
            {
            }
        }

        return fitting.Count > 0
            ? fitting.OrderBy(data => data.Length).Select(data => (data.Kind, data.Shape)).First()
            : throw new InvalidOperationException($"No kind of drawn data fits {model.Name}: add one, so that its resume is tested.");
    }
}
