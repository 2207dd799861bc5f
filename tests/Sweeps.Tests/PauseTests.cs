using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Tests;

public sealed class PauseTests
{
    [Fact]
    public void A_paused_sweep_starts_nothing_and_lets_what_runs_end()
    {
        var script = Script.Planned(trials: 2, folds: 2);
        script.Suggest(1);
        var running = script.Start(0, 0);
        script.Play(Pause(script)).ShouldHaveSingleItem()
            .ShouldBe(new SweepPaused("anna on head", "night", false, script.Now.AddSeconds(-1)));
        script.State.Ready().ShouldBeEmpty();
        script.Play(new StartAttempt(new FoldId(0, 1), new SlotId("local", 0), script.Now)).ShouldBeEmpty();
        script.Report(running, 0.9);
        script.State.Trials[0].Folds[0].Status.ShouldBe(WorkStatus.Completed);
        script.Play(new ContinueSweep("anna on head", null, script.Now)).ShouldHaveSingleItem().ShouldBeOfType<SweepContinued>();
        script.State.Ready().Select(f => f.Id).ShouldBe([new FoldId(0, 1)]);
    }

    [Fact]
    public void Suggestions_do_not_heed_a_pause()
    {
        var script = Script.Planned(trials: 3, folds: 1, parallel: 2);
        script.Play(Pause(script));
        script.Suggest(0);
        script.Suggest(1);
        script.State.WantedTrial().ShouldBeNull("no trial ends while nothing runs");
        script.State.Ready().ShouldBeEmpty();
    }

    [Fact]
    public void The_refit_waits_too()
    {
        var script = Script.Planned(trials: 1, folds: 1);
        script.Suggest(1);
        var last = script.Start(0, 0);
        script.Play(Pause(script));
        script.Report(last, 0.9);
        script.State.Status.ShouldBe(SweepStatus.Refitting);
        script.State.Ready().ShouldBeEmpty();
        script.Play(new ContinueSweep("anna on head", null, script.Now));
        script.Finish(0, FoldId.RefitFold, 0.95);
        script.State.Status.ShouldBe(SweepStatus.Completed);
    }

    [Fact]
    public void A_pause_outlives_the_coordinator()
    {
        var script = Script.Planned(trials: 1, folds: 2);
        script.Suggest(1);
        script.Start(0, 0);
        script.Play(Pause(script));
        script.Play(new ResumeSweep(script.Now)).OfType<AttemptFailed>().ShouldHaveSingleItem().Kind.ShouldBe(FailureKind.Interrupted);
        script.State.Pause!.By.ShouldBe("anna on head");
        script.State.Ready().ShouldBeEmpty();
    }

    [Fact]
    public void What_changes_nothing_is_no_event()
    {
        var script = Script.Planned(trials: 1, folds: 1);
        script.Play(new ContinueSweep("anna on head", null, script.Now)).ShouldBeEmpty();
        script.Play(Pause(script)).Count.ShouldBe(1);
        script.Play(Pause(script)).ShouldBeEmpty();
        script.Play(Pause(script, stopRunning: true)).Count.ShouldBe(1, "it is firmer");
        script.Play(Pause(script)).ShouldBeEmpty("it is paused more firmly already");
        script.Play(new CancelSweep("enough", script.Now));
        script.State.Pause.ShouldBeNull();
        script.Play(Pause(script)).ShouldBeEmpty();
    }

    private static PauseSweep Pause(Script script, bool stopRunning = false) => new("anna on head", "night", stopRunning, script.Now);
}
