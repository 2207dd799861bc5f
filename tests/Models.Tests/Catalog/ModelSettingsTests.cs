using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;

namespace Orchestrator.Models.Tests.Catalog;

public sealed class ModelSettingsTests
{
    private static readonly ModelDescription Model = ModelCatalog.Find("histone-cnn");

    [Fact]
    public void The_trial_wins_over_the_fixed_value_and_that_over_the_default()
    {
        var settings = new ModelSettings(
            Model,
            Configuration.Empty.With("filters", ParameterValue.Of(20)).With("dropout", ParameterValue.Of(0.5)),
            Configuration.Empty.With("filters", ParameterValue.Of(30)));

        settings.Integer("filters").ShouldBe(30);
        settings.Real("dropout").ShouldBe(0.5);
        settings.Integer("dense_1").ShouldBe(50);
        settings.Choice("optimizer").ShouldBe("adam");
    }

    [Fact]
    public void A_number_may_be_spelled_as_a_choice() =>
        new ModelSettings(Model, Configuration.Empty, Configuration.Empty.With("batch_size", ParameterValue.Of("64"))).Integer("batch_size")
            .ShouldBe(64);

    [Theory]
    [InlineData("filters", "0")]
    [InlineData("filters", "2.5")]
    [InlineData("filters", "many")]
    [InlineData("dropout", "1")]
    [InlineData("learning_rate", "NaN")]
    [InlineData("optimizer", "adamant")]
    public void A_value_out_of_range_is_refused_with_what_is_allowed(string name, string value)
    {
        var failure =
            Should.Throw<SettingException>(() =>
                new ModelSettings(Model, Configuration.Empty, Configuration.Empty.With(name, ParameterValue.Of(value))));

        failure.Setting.ShouldBe(name);
        failure.Message.ShouldContain(Model.Find(name)!.Range);
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_known_ones() =>
        Should.Throw<SettingException>(() =>
            new ModelSettings(Model, Configuration.Empty.With("filter", ParameterValue.Of(3)), Configuration.Empty))
            .Message.ShouldContain("filters");

    [Fact]
    public void The_text_does_not_depend_on_where_a_value_came_from()
    {
        var chosen = Configuration.Empty.With("filters", ParameterValue.Of(50));

        new ModelSettings(Model, chosen, Configuration.Empty).ToString()
            .ShouldBe(new ModelSettings(Model, Configuration.Empty, chosen).ToString());
        new ModelSettings(Model, Configuration.Empty, Configuration.Empty).ToString()
            .ShouldBe(new ModelSettings(Model, chosen, chosen).ToString());
    }
}
