using System.Security.Cryptography;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Artifacts;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Tests.Api;

namespace Orchestrator.Coordinator.Tests.Artifacts;

public sealed class BlobRetentionTests : IDisposable
{
    private const int Size = 1000;
    private readonly string folder = Directory.CreateTempSubdirectory("orchestrator-").FullName;
    private readonly ArtifactStore store;
    private readonly HashSet<string> needed = [];
    private readonly List<string> said = [];

    public BlobRetentionTests() => store = new ArtifactStore(Path.Combine(folder, "blobs"), Path.Combine(folder, "sweeps"));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_no_sweep_needs_goes_beyond_the_limit_the_one_used_longest_ago_first_and_each_with_its_reason()
    {
        var blobs = await AddAsync(5);
        needed.Add(blobs[0]); // the oldest of all
        await TrimAsync(3 * Size);
        Kept(blobs).ShouldBe([blobs[0], blobs[3], blobs[4]]);
        said.Count.ShouldBe(2);
        said[0].ShouldStartWith($"Deleted data file {blobs[1]}");
        said[0].ShouldContain("no sweep that goes on needs it");
        said[1].ShouldContain(blobs[2]);
        await TrimAsync(3 * Size);
        said.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Without_a_limit_nothing_goes()
    {
        var blobs = await AddAsync(3);
        await TrimAsync(null);
        Kept(blobs).ShouldBe(blobs);
    }

    [Fact]
    public async Task What_is_needed_stays_though_it_is_too_much_and_that_is_said_once()
    {
        var blobs = await AddAsync(3);
        needed.UnionWith(blobs);
        await using var retention = Retention(Size);
        await retention.TrimAsync();
        await retention.TrimAsync();
        Kept(blobs).ShouldBe(blobs);
        said.ShouldHaveSingleItem().ShouldContain("all of them are needed");
    }

    [Fact]
    public async Task What_was_asked_for_a_moment_ago_stays_for_the_sweep_that_is_about_to_name_it()
    {
        var blobs = await AddAsync(2);
        store.Blobs.Find(blobs[0]).ShouldNotBeNull();
        await TrimAsync(0);
        Kept(blobs).ShouldBe([blobs[0]]);
    }

    [Fact]
    public async Task Where_nobody_can_tell_what_is_needed_nothing_goes()
    {
        var blobs = await AddAsync(2);
        await using var retention = new BlobRetention(store, 0, _ => throw new JournalException("The journal is away."), said.Add);
        await Should.ThrowAsync<JournalException>(() => retention.TrimAsync());
        Kept(blobs).ShouldBe(blobs);
    }

    [Fact]
    public async Task What_is_being_fetched_stays_until_it_has_arrived()
    {
        await using var server = await CoordinatorServer.StartAsync(new WebOptions(Port: 0), new ScriptedGateway(), artifacts: store);
        using var client = new HttpClient { BaseAddress = server.Address };
        var content = new byte[32 << 20]; // more than the wire holds
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        await store.Blobs.AddAsync(hash, new MemoryStream(content));
        using (var answer = await client.GetAsync($"v1/blobs/{hash}", HttpCompletionOption.ResponseHeadersRead))
        {
            answer.EnsureSuccessStatusCode();
            Age(hash, days: 2);
            await TrimAsync(0);
            Kept([hash]).ShouldBe([hash]);
            (await answer.Content.ReadAsByteArrayAsync()).Length.ShouldBe(content.Length);
        }
        await UntilAsync(() => !store.Transfers.Contains(hash));
        Age(hash, days: 2);
        await TrimAsync(0);
        Kept([hash]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Remains_of_broken_transfers_go_at_start_when_they_are_a_day_old()
    {
        var (old, young) =
            (new[] { "blobs/ab/x.tmp", "blobs/ab/x.part", "sweeps/s-1/refit/model.bin.1.tmp" },
                new[] { "blobs/ab/y.part", "sweeps/s-1/refit/model.bin.2.tmp" });
        foreach (var name in old.Concat(young).Append("sweeps/s-1/refit/model.bin"))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            await File.WriteAllTextAsync(Path.Combine(folder, name), "x");
            if (!young.Contains(name))
            {
                File.SetLastWriteTimeUtc(Path.Combine(folder, name), DateTime.UtcNow.AddDays(-2));
            }
        }
        var retention = Retention(null).Start();
        await UntilAsync(() => old.All(name => !File.Exists(Path.Combine(folder, name))));
        young.Append("sweeps/s-1/refit/model.bin").ShouldAllBe(name => File.Exists(Path.Combine(folder, name)));
        await retention.DisposeAsync();
        said.Count.ShouldBe(3);
        said.ShouldAllBe(text => text.Contains("never arrived whole", StringComparison.Ordinal));
    }

    private BlobRetention Retention(long? limit) => new(store, limit, _ => Task.FromResult<IReadOnlySet<string>>(needed), said.Add);

    private async Task TrimAsync(long? limit)
    {
        await using var retention = Retention(limit);
        await retention.TrimAsync();
    }

    // The first was used longest ago.
    private async Task<string[]> AddAsync(int count)
    {
        var hashes = new string[count];
        for (var i = 0; i < count; i++)
        {
            var content = Enumerable.Repeat((byte)i, Size).ToArray();
            hashes[i] = Convert.ToHexStringLower(SHA256.HashData(content));
            await store.Blobs.AddAsync(hashes[i], new MemoryStream(content));
            Age(hashes[i], days: count - i);
        }
        return hashes;
    }

    private void Age(string hash, int days) => File.SetLastAccessTimeUtc(store.Blobs.PathOf(hash), DateTime.UtcNow.AddDays(-days));

    private IEnumerable<string> Kept(IEnumerable<string> hashes) => hashes.Where(hash => File.Exists(store.Blobs.PathOf(hash)));

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(timeout.Token);
        }
    }
}
