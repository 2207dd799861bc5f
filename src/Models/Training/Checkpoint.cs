using System.Text.Json;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Torch.Archives;
using static TorchSharp.torch;

namespace Orchestrator.Models.Training;

/// <summary>
/// A fold's training at one moment, complete: what follows from it is bit for bit what would have followed without the interruption.
/// </summary>
internal sealed class Checkpoint : IDisposable
{
    private const string FileName = ArtifactNames.Checkpoint;

    private readonly TensorArchive archive;

    private Checkpoint(TensorArchive archive, FoldProgress progress) => (this.archive, Progress) = (archive, progress);

    /// <summary>Where training stands.</summary>
    public FoldProgress Progress { get; }

    /// <summary>The network's parameters and buffers.</summary>
    public Dictionary<string, Tensor> Weights => archive.Section("weights");

    /// <summary>Those of the best epoch; empty before there is one.</summary>
    public Dictionary<string, Tensor> BestWeights => archive.Section("best");

    /// <summary>The optimizer's moments, step count and learning rate.</summary>
    public IReadOnlyDictionary<string, Tensor> Optimizer => archive.Section("optimizer");

    /// <summary>The factor of the loss, of training with 16-bit floats; otherwise empty.</summary>
    public IReadOnlyDictionary<string, Tensor> Scaler => archive.Section("scaler");

    /// <summary>(steps) the losses of the unfinished epoch.</summary>
    public Tensor StepLosses => archive.Tensors["step losses"];

    /// <summary>Reads the checkpoint of a folder.</summary>
    /// <param name="folder">The fold's artifact folder; may be absent.</param>
    /// <param name="identity">What it has to be a checkpoint of.</param>
    /// <param name="refusal">Why a checkpoint that is there cannot be used; null when there is none or it is returned.</param>
    public static Checkpoint? Read(string folder, string identity, out string? refusal)
    {
        refusal = null;
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        TensorArchive? archive = null;
        try
        {
            archive = TensorArchive.Load(path);
            var progress = JsonSerializer.Deserialize<FoldProgress>(archive.Metadata, WireJson.Options)
                ?? throw new CorruptArchiveException(path, "it does not say what it is");
            if (progress.Identity == identity)
            {
                return new(archive, progress);
            }

            refusal = $"The checkpoint {path} belongs to another configuration, definition or data; training starts from the beginning.";
        }
        catch (Exception damage) when (damage is CorruptArchiveException or JsonException)
        {
            refusal = $"The checkpoint {path} cannot be read ({damage.Message.TrimEnd('.')}); training starts from the beginning.";
        }

        archive?.Dispose();
        return null;
    }

    /// <summary>Reads the checkpoint of a fold that has ended, whatever it is a checkpoint of.</summary>
    /// <exception cref="FileNotFoundException">There is none, or the fold has not ended.</exception>
    /// <exception cref="CorruptArchiveException">It is damaged.</exception>
    public static Checkpoint ReadEnded(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"The weights to go on from are gone: there is no {path}.", path);
        }

        var archive = TensorArchive.Load(path);
        if (JsonSerializer.Deserialize<FoldProgress>(archive.Metadata, WireJson.Options) is { Result: not null } progress)
        {
            return new(archive, progress);
        }

        archive.Dispose();
        throw new FileNotFoundException($"The weights to go on from are not there: the fold of {path} has not ended.", path);
    }

    /// <summary>Reads the checkpoint of a fold that has ended, if it is that of an assignment.</summary>
    /// <param name="assignment">What was trained, as its worker was told.</param>
    /// <param name="settings">Its hyper-parameters.</param>
    /// <param name="dataFingerprint">Names the data's content.</param>
    /// <param name="permutation">Number of the permutation of the targets; null = as they are.</param>
    /// <exception cref="FileNotFoundException">There is none, it has not ended, or is of another definition or other data.</exception>
    /// <exception cref="CorruptArchiveException">It is damaged.</exception>
    public static Checkpoint ReadTrained(FoldAssignment assignment, ModelSettings settings, string dataFingerprint,
        int? permutation = null)
    {
        var ended = ReadEnded(assignment.ArtifactFolder);
        if (assignment.ContinueFrom is not null || assignment.Ancestors is { Count: > 0 })
        {
            return ended; // named by what it went on from, which may be gone
        }

        if (ended.Progress.Identity == FoldIdentity.Of(assignment, settings, dataFingerprint, permutation: permutation))
        {
            return ended;
        }

        ended.Dispose();
        throw new FileNotFoundException(
            $"The checkpoint in {assignment.ArtifactFolder} belongs to another configuration, definition or data: train the fold again.");
    }

    /// <summary>Replaces the checkpoint of a folder in one step: a crash leaves the old one or the new one.</summary>
    /// <param name="folder">The fold's artifact folder.</param>
    /// <param name="progress">Where training stands.</param>
    /// <param name="sections">Named groups of tensors.</param>
    /// <param name="stepLosses">The losses of the unfinished epoch.</param>
    public static void Write(
        string folder, FoldProgress progress, IEnumerable<(string Name, IReadOnlyDictionary<string, Tensor> Tensors)> sections,
            Tensor stepLosses)
    {
        using var archive = new TensorArchive { Metadata = JsonSerializer.Serialize(progress, WireJson.Options) };
        foreach (var (name, tensors) in sections)
        {
            archive.AddSection(name, tensors);
        }

        archive.Tensors["step losses"] = stepLosses;
        archive.Save(Path.Combine(folder, FileName));
    }

    /// <inheritdoc />
    public void Dispose() => archive.Dispose();
}
