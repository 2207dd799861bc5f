using System.Globalization;

namespace Orchestrator.Contracts.Artifacts;

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
