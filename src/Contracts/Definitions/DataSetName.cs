using Orchestrator.Contracts.Artifacts;
using Orchestrator.Contracts.Collections;

namespace Orchestrator.Contracts.Definitions;

/// <summary>Names a set of files by what they hold, so that a node can say what it has and a sweep what it needs.</summary>
public static class DataSetName
{
    private const int Digits = 32;

    /// <summary>The name: 32 lower-case hexadecimal digits, also safe as a folder's. The same files under other names are another
    /// set.</summary>
    public static string Of(EquatableList<DataFile> files) =>
        ContentHash.OfText(string.Join('\n', files.Select(file => $"{file.Sha256} {file.Name}")))[..Digits];
}
