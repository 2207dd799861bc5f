using Orchestrator.Contracts.Artifacts;

namespace Orchestrator.Coordinator.Artifacts;

/// <summary>
/// Where a cluster's coordinators can be reached, in the folder that they share: a node that works for one of them when it dies brings its
/// results to the next.
/// </summary>
/// <param name="folder">A small file for each lies there.</param>
internal sealed class AddressBook(string folder)
{
    // Who was started last is most likely to be there; those of machines that are gone are passed over in time.
    private const int Most = 8;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);
    private readonly Lock gate = new();
    private IReadOnlyList<Uri> known = [];
    private long? readAt;

    /// <summary>Adds an address, or says that it still holds.</summary>
    public void Add(Uri address)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, ContentHash.OfText(address.AbsoluteUri)[..16]);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllText(temporary, address.AbsoluteUri);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The addresses as they were a few seconds ago at most, the one added last first; empty when the folder cannot be read now.</summary>
    public IReadOnlyList<Uri> Known()
    {
        lock (gate)
        {
            if (readAt is { } then && TimeProvider.System.GetElapsedTime(then) < Lifetime) return known;
            (known, readAt) = (Read(), TimeProvider.System.GetTimestamp());
            return known;
        }
    }

    private IReadOnlyList<Uri> Read()
    {
        try
        {
            return new DirectoryInfo(folder) is { Exists: true } all
                ? [.. all.GetFiles().Where(file => file.Extension.Length == 0).OrderByDescending(file => file.LastWriteTimeUtc).Take(Most).Select(Address).OfType<Uri>()]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static Uri? Address(FileInfo file) => Uri.TryCreate(File.ReadAllText(file.FullName), UriKind.Absolute, out var address) ? address : null;
}
