using System.Diagnostics;
using Orchestrator.Coordinator.Persistence;

namespace Orchestrator.Coordinator.Tests.Persistence;

[Collection(PostgresCollection.Name)]
public sealed class CoordinatorDirectoryTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    [SkippableFact]
    public async Task Who_is_announced_is_found_until_it_is_too_long_ago_or_withdrawn()
    {
        await using var directory = new CoordinatorDirectory(await postgres.PrepareAsync());
        (await directory.LiveAsync(Age)).ShouldBeEmpty();
        await directory.AnnounceAsync("akka.tcp://orchestrator@a:1", "http://a:80");
        await directory.AnnounceAsync("akka.tcp://orchestrator@b:1", "http://b:80");
        await directory.AnnounceAsync("akka.tcp://orchestrator@a:1", "http://a:8080");

        var live = await directory.LiveAsync(Age);

        live.Select(entry => (entry.Address, entry.Api)).ShouldBe(
            [("akka.tcp://orchestrator@a:1", "http://a:8080"), ("akka.tcp://orchestrator@b:1", "http://b:80")]);
        live.ShouldAllBe(entry => entry.Age >= TimeSpan.Zero && entry.Age < Age);
        (await directory.LiveAsync(TimeSpan.Zero)).ShouldBeEmpty();
        await directory.WithdrawAsync("akka.tcp://orchestrator@a:1");
        (await directory.LiveAsync(Age)).Select(entry => entry.Api).ShouldBe(["http://b:80"]);
    }

    [SkippableFact]
    public async Task Of_those_that_start_at_once_one_forms_a_cluster()
    {
        var connectionString = await postgres.PrepareAsync();
        for (var round = 0; round < 5; round++)
        {
            var directories = Enumerable.Range(0, 8).Select(_ => new CoordinatorDirectory(connectionString)).ToArray();
            var won = await Task.WhenAll(directories.Select((directory, i) =>
                Task.Run(() => directory.TryClaimFormationAsync($"node-{i}", Age))));
            var winner = $"node-{won.ToList().FindIndex(one => one)}";
            won.Count(one => one).ShouldBe(1);
            (await directories[0].TryClaimFormationAsync(winner, Age)).ShouldBeTrue("its claim stands");
            await directories[0].WithdrawAsync(winner);
            foreach (var directory in directories)
            {
                await directory.DisposeAsync();
            }
        }
    }

    [SkippableFact]
    public async Task While_another_is_up_nobody_forms_a_second_cluster()
    {
        await using var directory = new CoordinatorDirectory(await postgres.PrepareAsync());
        (await directory.TryClaimFormationAsync("a", TimeSpan.FromMilliseconds(1))).ShouldBeTrue();
        await directory.AnnounceAsync("a", "http://a");
        await Task.Delay(20);
        (await directory.TryClaimFormationAsync("b", Age)).ShouldBeFalse("a's claim has run out, but a is there");
        (await directory.TryClaimFormationAsync("a", Age)).ShouldBeTrue("a itself starts again");
        await directory.WithdrawAsync("a");
        (await directory.TryClaimFormationAsync("b", Age)).ShouldBeTrue();
    }

    [SkippableFact]
    public async Task A_claim_runs_out_with_who_made_it()
    {
        await using var directory = new CoordinatorDirectory(await postgres.PrepareAsync());
        (await directory.TryClaimFormationAsync("a", TimeSpan.FromSeconds(1))).ShouldBeTrue();
        (await directory.TryClaimFormationAsync("b", Age)).ShouldBeFalse();
        var began = Stopwatch.GetTimestamp();
        while (!await directory.TryClaimFormationAsync("b", Age))
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Age);
            await Task.Delay(20);
        }
        (await directory.TryClaimFormationAsync("a", Age)).ShouldBeFalse("so that it learns that another has formed one");
    }
}
