using Akka.Actor;
using Akka.Coordination;
using Akka.Event;
using Npgsql;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>A lease that is a row of the journal's database: its owner, and until when. Only the database's clock says when it has run
/// out.</summary>
/// <remarks>
/// <para>A held lease is renewed at every heartbeat. The holder itself counts from the moment <em>before</em> it asked, by a monotonic
/// clock: so it stops believing in its lease before the database would give it to another, and one that was stopped for a while knows at
/// once.</para>
/// <para>The lost callback runs once for each time the lease was acquired and then lost: with null when another has it or it ran out,
/// otherwise with what kept it from being renewed until it ran out. After that it may be acquired again.</para>
/// </remarks>
public sealed class PostgresLease : Lease
{
    /// <summary>Where the settings are: for <c>use-lease</c>, <c>lease-implementation</c> and the like.</summary>
    public const string ConfigPath = "orchestrator.postgres-lease";

    private readonly PostgresLeases all;
    private readonly NpgsqlDataSource source;
    private readonly TimeProvider time;
    private readonly ILoggingAdapter log;
    private readonly SemaphoreSlim turns = new(1);
    private volatile Holding? holding;

    /// <summary>As Akka's <c>LeaseProvider</c> makes it.</summary>
    public PostgresLease(LeaseSettings settings, ExtendedActorSystem system)
        : this(settings, system, TimeProvider.System)
    {
    }

    internal PostgresLease(LeaseSettings settings, ExtendedActorSystem system, TimeProvider time)
        : base(settings)
    {
        all = PostgresLeases.Get(system);
        source = all.Source(settings.LeaseConfig.GetString("connection-string"));
        log = Logging.GetLogger(system, typeof(PostgresLease));
        this.time = time;
    }

    private TimeSpan Lifetime => Settings.TimeoutSettings.HeartbeatTimeout;

    /// <summary>The settings at <see cref="ConfigPath"/>; part of the <see cref="JournalDatabase.AkkaConfig"/> of PostgreSQL.</summary>
    public static string Hocon(string connectionString) =>
        $$"""
        {{ConfigPath}} {
          lease-class = "{{typeof(PostgresLease).FullName}}, {{typeof(PostgresLease).Assembly.GetName().Name}}"
          heartbeat-timeout = 4s
          heartbeat-interval = 1s
          lease-operation-timeout = 2s
          connection-string = {{AkkaSqlConfig.Quoted(connectionString)}}
        }
        """;

    /// <summary>Whether the lease is held for certain. Asks nobody.</summary>
    public override bool CheckLease() => holding is { } held && !HasRunOut(held);

    /// <inheritdoc cref="Acquire(Action{Exception})" />
    public override Task<bool> Acquire() => Acquire(null);

    /// <summary>Takes the lease if it is free, has run out, or is this owner's.</summary>
    /// <param name="leaseLostCallback">Told once when it is lost; null = nobody is.</param>
    /// <returns>False when another has it.</returns>
    /// <exception cref="LeaseTimeoutException">The database did not answer in time.</exception>
    /// <exception cref="LeaseException">The database failed.</exception>
    public override async Task<bool> Acquire(Action<Exception?>? leaseLostCallback)
    {
        await turns.WaitAsync().ConfigureAwait(false);
        try
        {
            if (holding is { } held)
            {
                if (!HasRunOut(held))
                {
                    return true;
                }
                await held.StopAsync().ConfigureAwait(false);
                OnLost(held, null);
            }
            var asked = time.GetTimestamp();
            if (!await AskAsync(PostgresLeases.Claim, Settings.TimeoutSettings.OperationTimeout).ConfigureAwait(false))
            {
                return false;
            }
            var taken = new Holding(asked, leaseLostCallback);
            holding = taken;
            all.Add(this);
            taken.Renewing = RenewAsync(taken);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            throw Explain("acquired", e);
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>Gives the lease up, so that another may have it at once. The lost callback is not told.</summary>
    /// <exception cref="LeaseException">The database failed or did not answer in time: another may have it once it has run out.</exception>
    public override async Task<bool> Release()
    {
        await turns.WaitAsync().ConfigureAwait(false);
        try
        {
            if (holding is { } held)
            {
                (holding, held.Lost) = (null, null);
                await held.StopAsync().ConfigureAwait(false); // a renewal that came later would bring the row back
            }
            all.Remove(this);
            await AskAsync(PostgresLeases.Release, Settings.TimeoutSettings.OperationTimeout).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            throw Explain("released", e);
        }
        finally
        {
            turns.Release();
        }
    }

    private async Task RenewAsync(Holding held)
    {
        Exception? failure = null;
        while (!HasRunOut(held))
        {
            try
            {
                await Task.Delay(Least(Settings.TimeoutSettings.HeartbeatInterval, Left(held)), time, held.Stopping).ConfigureAwait(false);
                if (HasRunOut(held))
                {
                    break;
                }
                var asked = time.GetTimestamp();
                if (!await AskAsync(PostgresLeases.Renew, Least(Settings.TimeoutSettings.OperationTimeout, Left(held)), held.Stopping)
                    .ConfigureAwait(false))
                {
                    failure = null;
                    break;
                }
                if (HasRunOut(held))
                {
                    break; // the answer came too late to have been believed in meanwhile
                }
                (held.Renewed, failure) = (asked, null);
            }
            catch (OperationCanceledException) when (held.Stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                failure = Explain("renewed", e); // once more, while there is time
            }
        }
        OnLost(held, failure);
    }

    private void OnLost(Holding held, Exception? cause)
    {
        var callback = Interlocked.Exchange(ref held.Lost, null);
        if (Interlocked.CompareExchange(ref holding, null, held) == held)
        {
            all.Remove(this);
        }
        log.Warning(cause, "Lease '{0}' was lost by '{1}'", Settings.LeaseName, Settings.OwnerName);
        try
        {
            callback?.Invoke(cause);
        }
        catch (Exception e)
        {
            log.Error(e, "The callback of lease '{0}' failed", Settings.LeaseName);
        }
    }

    /// <returns>Whether the row is this owner's after it, or was.</returns>
    private async Task<bool> AskAsync(string statement, TimeSpan timeout, CancellationToken stopping = default)
    {
        using var enough = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, stopping);
        await using var command = source.CreateCommand(statement);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Settings.LeaseName });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Settings.OwnerName });
        if (statement != PostgresLeases.Release)
        {
            command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = Lifetime });
        }
        return await command.ExecuteScalarAsync(either.Token).ConfigureAwait(false) is not null;
    }

    private LeaseException Explain(string done, Exception e) => e is OperationCanceledException or { InnerException: TimeoutException }
        ? new LeaseTimeoutException($"Lease '{Settings.LeaseName}' could not be {done}: the database did not answer in time.", e)
        : new LeaseException($"Lease '{Settings.LeaseName}' could not be {done}: {e.Message}", e);

    private TimeSpan Left(Holding held) => Lifetime - time.GetElapsedTime(held.Renewed);

    private bool HasRunOut(Holding held) => Left(held) <= TimeSpan.Zero;

    private static TimeSpan Least(TimeSpan a, TimeSpan b) => a < b ? a : b > TimeSpan.Zero ? b : TimeSpan.Zero;

    /// <summary>One time of holding the lease.</summary>
    private sealed class Holding(long renewed, Action<Exception?>? lost)
    {
        public Action<Exception?>? Lost = lost;
        private readonly CancellationTokenSource stop = new();
        private long renewed = renewed;

        /// <summary>When the last renewal that succeeded was asked for; by the monotonic clock.</summary>
        public long Renewed
        {
            get => Volatile.Read(ref renewed);
            set => Volatile.Write(ref renewed, value);
        }

        public Task Renewing { get; set; } = Task.CompletedTask;

        public CancellationToken Stopping => stop.Token;

        public async Task StopAsync()
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Renewing.ConfigureAwait(false);
        }
    }
}
