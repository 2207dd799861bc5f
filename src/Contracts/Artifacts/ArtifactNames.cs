using System.Globalization;
using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Contracts.Artifacts;

/// <summary>What folders and files of artifacts are called, by those who write and those who ask for them.</summary>
public static class ArtifactNames
{
    /// <summary>What training goes on from.</summary>
    public const string Checkpoint = "checkpoint.bin";

    /// <summary>The trained network, of a refit.</summary>
    public const string Model = "model.bin";

    /// <summary>What a method says about a fold's network.</summary>
    public const string Attribution = "attribution.bin";

    /// <summary>The folder of a trial's folds, below that of all sweeps: <c>splice-1/trial-0003</c>.</summary>
    public static string FolderOf(SweepId sweep, int trial) => string.Create(CultureInfo.InvariantCulture, $"{sweep}/trial-{trial:0000}");

    /// <summary>The folder of a fold, the same for all its attempts: <c>splice-1/trial-0003/fold-2</c>, <c>splice-1/refit</c>.</summary>
    public static string FolderOf(SweepId sweep, FoldId fold) => fold.IsRefit ? $"{sweep}/refit"
        : string.Create(CultureInfo.InvariantCulture, $"{FolderOf(sweep, fold.Trial)}/fold-{fold.Fold}");
}

/// <summary>
/// How far an upload has come, as HTTP carries it: <c>HEAD</c> of a blob that is not there yet answers with it, and <c>PATCH</c> with it
/// brings the rest. Header and meaning are those of tus 1.0 (tus.io/protocols/resumable-upload).
/// </summary>
public static class UploadOffset
{
    /// <summary>The header.</summary>
    public const string Header = "Upload-Offset";

    /// <summary>The header's value.</summary>
    public static string Write(long offset) => offset.ToString(CultureInfo.InvariantCulture);

    /// <summary>Bytes; null when it says nothing of the kind.</summary>
    public static long? Read(string? value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : null;
}
