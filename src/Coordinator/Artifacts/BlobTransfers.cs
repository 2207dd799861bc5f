namespace Orchestrator.Coordinator.Artifacts;

/// <summary>Knows which blobs are on their way to or from this coordinator. Thread-safe.</summary>
public sealed class BlobTransfers
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> underWay = new(StringComparer.Ordinal);

    /// <summary>Whether a blob is on its way.</summary>
    public bool Contains(string hash)
    {
        lock (gate)
        {
            return underWay.ContainsKey(hash);
        }
    }

    /// <summary>A blob sets out; disposing says that it has arrived, or never will.</summary>
    public IDisposable Begin(string hash)
    {
        lock (gate)
        {
            underWay[hash] = underWay.GetValueOrDefault(hash) + 1;
        }

        return new Transfer(this, hash);
    }

    private void End(string hash)
    {
        lock (gate)
        {
            if (--underWay[hash] == 0)
            {
                underWay.Remove(hash);
            }
        }
    }

    private sealed class Transfer(BlobTransfers all, string hash) : IDisposable
    {
        private BlobTransfers? all = all;

        public void Dispose() => Interlocked.Exchange(ref all, null)?.End(hash);
    }
}
