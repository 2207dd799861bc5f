namespace Orchestrator.Actors.Transport.RabbitMq;

/// <summary>What was published on one channel and is not confirmed. The broker numbers publications from 1.</summary>
internal sealed class Flight(int window)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<ulong, Parcel> _parcels = [];
    private readonly SemaphoreSlim _room = new(window);
    private ulong _last;
    private bool _crashed;

    /// <summary>Waits until another may be published, and takes note of it.</summary>
    public async Task BoardAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        lock (_gate)
        {
            _parcels.Add(++_last, parcel);
        }
    }

    /// <summary>The broker has one parcel, or all up to it.</summary>
    public void Confirm(ulong tag, bool multiple)
    {
        lock (_gate)
        {
            if (_crashed)
            {
                return;
            }

            if (!multiple)
            {
                Land(tag);
                return;
            }

            while (_parcels.Count > 0 && _parcels.First().Key is var first && first <= tag)
            {
                Land(first);
            }
        }
    }

    /// <summary>Confirmations no longer count: one parcel did not get through, and all from there on are sent again to keep their order.</summary>
    public void Crash()
    {
        lock (_gate)
        {
            _crashed = true;
        }
    }

    /// <summary>What must be sent again, in order.</summary>
    public IReadOnlyList<Parcel> Survivors()
    {
        lock (_gate)
        {
            _crashed = true;
            return [.. _parcels.Values];
        }
    }

    private void Land(ulong tag)
    {
        if (_parcels.Remove(tag, out var parcel))
        {
            parcel.Confirm();
            _room.Release();
        }
    }
}
