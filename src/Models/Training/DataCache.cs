using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Caching;
using static TorchSharp.torch;

namespace Orchestrator.Models.Training;

/// <summary>
/// The last data set that was trained on: the folds of a sweep come one after the other and read the same file. It is read again when the
/// file's length or time of change differ.
/// </summary>
/// <param name="store">Where data sets are mapped from; null = their files are read.</param>
internal sealed class DataCache(DataSetStore? store = null) : IDisposable
{
    private (DataDefinition Definition, string Stamps, string Device) key;
    private LoadedData? loaded;

    /// <summary>The data set on a device. Belongs to the cache.</summary>
    /// <exception cref="DataFormatException">The file is absent, damaged or in another format.</exception>
    public LoadedData Load(DataDefinition definition, Device device)
    {
        var wanted = (definition, Stamps(definition), device.ToString());
        if (loaded is not null && key == wanted)
        {
            return loaded;
        }

        loaded?.Dispose();
        loaded = null;
        loaded = store is null
            ? new(DataSetFormats.Read(definition), DataFingerprint.Of(definition), device)
            : new(store.Open(definition), store.FingerprintOf(definition), device);
        key = wanted;
        return loaded;
    }

    /// <inheritdoc />
    public void Dispose() => loaded?.Dispose();

    private static string Stamps(DataDefinition definition) => string.Join(';', DataSetFormats.Files(definition)
        .Select(path => new FileInfo(path)).Select(file => file.Exists ? $"{file.Length} {file.LastWriteTimeUtc.Ticks}" : "absent")
        .Append(DataSetFormats.Of(definition).Build));
}
