using Akka.Actor;
using Akka.Cluster;
using Orchestrator.Coordinator.Persistence;
using Serilog;

namespace Orchestrator.Coordinator.Hosting;

/// <summary>Brings a coordinator into the cluster that its database knows, or makes it the first of a new one.</summary>
/// <remarks>Who may form a cluster alone is decided by one row: two coordinators that start at once never form two clusters.</remarks>
internal sealed class ClusterFormation(Cluster cluster, CoordinatorDirectory directory, string api, ILogger log)
{
    /// <summary>For how long a coordinator that does not announce itself any more counts as being there.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(30), JoinTimeout = TimeSpan.FromSeconds(5),
        Pause = TimeSpan.FromMilliseconds(300);

    private string Self => cluster.SelfAddress.ToString();

    /// <summary>Returns when this coordinator is a member.</summary>
    /// <exception cref="JournalException">The database is away.</exception>
    public async Task JoinAsync(CancellationToken cancellationToken)
    {
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.RegisterOnMemberUp(() => up.TrySetResult());
        await directory.WithdrawAsync(Self, cancellationToken).ConfigureAwait(false); // what an earlier process left at this address
        while (!up.Task.IsCompleted)
        {
            var others = await directory.LiveAsync(Freshness, cancellationToken).ConfigureAwait(false);
            if (others.Count > 0)
            {
                log.Information("Joining the cluster of {Coordinators}", string.Join(", ", others.Select(o => o.Address)));
                cluster.JoinSeedNodes(others.Select(other => Address.Parse(other.Address)));
                await WaitAsync(up.Task, JoinTimeout, cancellationToken).ConfigureAwait(false);
            }
            else if (await directory.TryClaimFormationAsync(Self, Claim, cancellationToken).ConfigureAwait(false))
            {
                log.Information("No other coordinator is there: this one begins the cluster");
                cluster.Join(cluster.SelfAddress);
                await WaitAsync(up.Task, Claim / 2, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await WaitAsync(up.Task, Pause, cancellationToken).ConfigureAwait(false);
            }
        }
        await directory.AnnounceAsync(Self, api, cancellationToken).ConfigureAwait(false);
    }

    // Its end by time is no failure: then the database is asked again.
    private static async Task WaitAsync(Task up, TimeSpan time, CancellationToken cancellationToken)
    {
        await Task.WhenAny(up, Task.Delay(time, cancellationToken)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
