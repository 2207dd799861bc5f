using Orchestrator.Contracts.Definitions;
using Orchestrator.Coordinator.Tests.Scripted;

namespace Orchestrator.Coordinator.Tests.Sweeps;

public sealed class RecoveryTests : IAsyncLifetime
{
    private static readonly SweepDefinition Definition = Sample.Definition(trials: 170, parallel: 4, algorithm: "random");
    private readonly CoordinatorHarness harness = new();
    private IReadOnlyList<string> expected = [];

    public async Task InitializeAsync()
    {
        await using var undisturbed = new CoordinatorHarness();
        expected = Table.Of(await undisturbed.RunToEndAsync(Definition));
        await harness.BuildAsync(new Script());
        harness.Plan(Definition);
        (await harness.StopAfterAsync(1250)).ShouldBeTrue();
    }

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [Fact]
    public async Task A_long_sweep_is_recovered_from_a_snapshot_and_the_events_after_it_to_the_same_table()
    {
        var number = (long)harness.Raw("SELECT max(sequence_number) FROM snapshot")!;
        number.ShouldBeInRange(1000, 1250);
        harness.Raw($"UPDATE journal SET message = x'00' WHERE sequence_number <= {number}"); // whoever reads these fails
        Table.Of(await harness.RecoverToEndAsync()).ShouldBe(expected);
        Table.Of((await harness.Journal.Sweeps.LoadAsync(harness.Sweep))!).ShouldBe(expected);
    }

    [Fact]
    public async Task A_snapshot_of_another_build_is_passed_over()
    {
        harness.Raw("UPDATE snapshot SET snapshot = CAST(replace(CAST(snapshot AS TEXT), '\"build\":\"', '\"build\":\"x') AS BLOB)");
        Table.Of(await harness.RecoverToEndAsync()).ShouldBe(expected);
    }
}
