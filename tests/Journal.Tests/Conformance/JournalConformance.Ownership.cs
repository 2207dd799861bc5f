namespace Orchestrator.Journal.Tests.Conformance;

public abstract partial class JournalConformance
{
    [SkippableFact]
    public async Task Epochs_grow_with_every_claim_and_per_entity()
    {
        (await Journal.ClaimAsync(Sweep)).ShouldBe(1);
        (await Journal.ClaimAsync(Sweep)).ShouldBe(2);
        (await Journal.ClaimAsync("other")).ShouldBe(1);
    }

    [SkippableFact]
    public async Task An_unclaimed_entity_cannot_be_appended_to()
    {
        var refusal = await Should.ThrowAsync<JournalConflictException>(
            async () => await Journal.AppendAsync(Sweep, 0, 0 + 1, Events.Some(1)));
        refusal.Message.ShouldContain("claim it");
    }

    [SkippableFact]
    public async Task A_deposed_owner_cannot_append()
    {
        var older = await Journal.ClaimAsync(Sweep);
        await Journal.AppendAsync(Sweep, 0, older, Events.Some(2));
        var newer = await Journal.ClaimAsync(Sweep);

        var refusal = await Should.ThrowAsync<JournalConflictException>(
            async () => await Journal.AppendAsync(Sweep, 2, older, Events.Some(1)));

        refusal.PersistenceId.ShouldBe(Sweep);
        (await Journal.AppendAsync(Sweep, 2, newer, Events.Some(1))).ShouldBe(3);
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task An_append_that_does_not_follow_on_is_refused(long expected)
    {
        var epoch = await Journal.ClaimAsync(Sweep);
        await Journal.AppendAsync(Sweep, 0, epoch, Events.Some(2));
        await Should.ThrowAsync<JournalConflictException>(
            async () => await Journal.AppendAsync(Sweep, expected, epoch, Events.Some(1)));
        (await Journal.ReadAsync(Sweep).ToListAsync()).Count.ShouldBe(2);
    }

    [SkippableFact]
    public async Task Of_appends_that_race_for_one_place_one_wins()
    {
        var epoch = await Journal.ClaimAsync(Sweep);
        var attempts = Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
        {
            try
            {
                await Journal.AppendAsync(Sweep, 0, epoch, [new JournalEvent("racer/1", $"{i}", DateTimeOffset.UnixEpoch)]);
                return i;
            }
            catch (JournalConflictException)
            {
                return -1;
            }
        }));

        var winner = (await Task.WhenAll(attempts)).Where(i => i >= 0).ShouldHaveSingleItem();

        (await Journal.ReadAsync(Sweep).SingleAsync()).Event.Json.ShouldBe($"{winner}");
    }

    [SkippableFact]
    public async Task Entities_that_append_at_once_do_not_disturb_each_other()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(async () =>
        {
            var epoch = await Journal.ClaimAsync($"{i}");
            for (var nr = 0L; nr < 20;) nr = await Journal.AppendAsync($"{i}", nr, epoch, Events.Some(2));
        })));

        for (var i = 0; i < 50; i++) (await Journal.ReadAsync($"{i}").ToListAsync()).Count.ShouldBe(20);
    }
}
