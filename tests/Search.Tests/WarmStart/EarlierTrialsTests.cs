using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.WarmStart;

namespace Orchestrator.Search.Tests.WarmStart;

public sealed class EarlierTrialsTests
{
    private static readonly Observation Trial = new(7, Configuration.Empty
        .With("lr", ParameterValue.Of(0.01)).With("units", ParameterValue.Of(33)).With("activation", ParameterValue.Of("relu")), 0.5);

    [Fact]
    public void A_trial_that_breaks_a_constraint_is_dropped_with_the_reason()
    {
        var space = Spaces.Of(new IntParameter("units", 1, 64), new IntParameter("layers", 1, 4)).Under("units * layers <= 64");
        Configuration At(double units, double layers) =>
            Configuration.Empty.With("units", ParameterValue.Of(units)).With("layers", ParameterValue.Of(layers));
        var mapping = EarlierTrials.Map(space, [new(0, At(64, 1), 0.5), new(1, At(64, 2), 0.4), new(2, At(63, 4), 0.3)]);
        mapping.Observations.Select(o => o.Configuration).ShouldBe([At(64, 1)]);
        mapping.Notes.ShouldBe(["trial dropped: it breaks the constraint 'units * layers <= 64' (2 trials)"]);
    }

    [Fact]
    public void An_unchanged_space_keeps_everything()
    {
        var earlier = Samplers.Histories.Request(Spaces.Conditional, "half failed", 20).Observed;
        var mapping = EarlierTrials.Map(Spaces.Conditional, earlier);
        mapping.Observations.ShouldBe(earlier);
        mapping.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void What_the_new_space_lacks_is_left_out_and_said()
    {
        var mapping = EarlierTrials.Map(Spaces.Of(new FloatParameter("lr", 1e-4, 1, Log: true)), [Trial, Trial]);
        mapping.Observations.Select(o => o.Configuration.ToString()).ShouldBe(["lr=0.01", "lr=0.01"]);
        mapping.Observations.Select(o => o.Trial).ShouldBe([0, 1]);
        mapping.Notes.ShouldBe(
            ["'activation' left out: it no longer exists there (2 trials)", "'units' left out: it no longer exists there (2 trials)"]);
    }

    [Fact]
    public void A_value_off_the_new_steps_is_moved_to_the_nearest()
    {
        var mapping = EarlierTrials.Map(Spaces.Of(new IntParameter("units", 16, 64, Step: 16)), [Trial]);
        mapping.Observations[0].Configuration["units"].Number.ShouldBe(32);
        mapping.Notes.ShouldContain("'units' moved to the nearest step (1 trial)");
    }

    [Fact]
    public void A_trial_without_a_place_is_dropped_with_the_reason()
    {
        EarlierTrials.Map(Spaces.Of(new FloatParameter("lr", 0.1, 1)),
            [Trial]).Notes.ShouldContain("trial dropped: 'lr' is outside its new range (1 trial)");
        EarlierTrials.Map(Spaces.Of(Spaces.Choice("activation", "gelu")), [Trial]).Observations.ShouldBeEmpty();
        EarlierTrials.Map(Spaces.Of(new FloatParameter("momentum", 0, 1)), [Trial]).Notes[0]
            .ShouldContain("no value of the new parameter 'momentum'");
    }
}
