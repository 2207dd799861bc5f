using Orchestrator.Cli.SweepFiles;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Tests.SweepFiles;

public sealed class SweepOverridesTests(SampleFile file) : IClassFixture<SampleFile>
{
    [Fact]
    public void Without_any_nothing_changes()
    {
        var definition = file.Parse(SampleFile.Text).Definition!;
        new SweepOverrides().ApplyTo(definition).ShouldBe(definition);
    }

    [Fact]
    public void Each_replaces_its_own_value_and_no_other()
    {
        var definition = file.Parse(SampleFile.Text).Definition!;
        var changed = new SweepOverrides(Trials: 3, Parallel: 4, Seed: 5, Device: "cpu", Slots: 6, Name: "other").ApplyTo(definition);
        changed.ShouldBe(definition with
        {
            Name = "other",
            Seed = 5,
            Search = definition.Search with { Trials = 3, Parallel = 4 },
            Resources = definition.Resources with { Device = "cpu", Slots = 6 },
        });
    }

    [Theory]
    [InlineData(0, null, null, "--trials 0: at least 1.")]
    [InlineData(null, -2, null, "--parallel -2: at least 1.")]
    [InlineData(null, null, 0, "--slots 0: at least 1.")]
    public void A_value_out_of_range_is_refused(int? trials, int? parallel, int? slots, string message)
    {
        var definition = file.Parse(SampleFile.Text).Definition!;
        Should.Throw<UserError>(() => new SweepOverrides(trials, parallel, Slots: slots).ApplyTo(definition)).Message.ShouldBe(message);
    }

    [Fact]
    public void A_name_that_is_none_is_refused()
    {
        var definition = file.Parse(SampleFile.Text).Definition!;
        Should.Throw<UserError>(() => new SweepOverrides(Name: "../up")
            .ApplyTo(definition)).Message.ShouldContain("lower-case letters, digits and dashes");
    }
}
