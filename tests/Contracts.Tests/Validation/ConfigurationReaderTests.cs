using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.SearchSpaces.Constraints;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Contracts.Tests.Validation;

/// <summary>Configurations as users write them.</summary>
public sealed class ConfigurationReaderTests
{
    private static readonly SearchSpace Space = new(
    [
        new FloatParameter("learning_rate", 1e-4, 1e-1, Log: true), new CategoricalParameter("batch", ["32", "64"]),
        new CategoricalParameter("pooling", ["max", "none"]),
        new IntParameter("width", 2, 8, Condition: new Condition("pooling", [ParameterValue.Of("max")])),
    ], [Constraint.Parse("learning_rate < 0.05 or pooling == 'none'")]);

    [Theory]
    [InlineData("learning_rate=0.001", "batch=32", "pooling=none")]
    [InlineData("pooling=none", "batch=32.0", "learning_rate=1e-3")]
    public void Values_come_in_any_order_and_spelling(params string[] words) =>
        Read(words).ToString().ShouldBe("learning_rate=0.001 batch=32 pooling=none");

    [Fact]
    public void A_choice_that_spells_a_number_may_be_one() =>
        ConfigurationReader.Read(Space, new Dictionary<string, ParameterValue>
        {
            ["learning_rate"] = ParameterValue.Of(0.001),
            ["batch"] = ParameterValue.Of(64),
            ["pooling"] = ParameterValue.Of("max"),
            ["width"] = ParameterValue.Of(4),
        })["batch"].Text.ShouldBe("64");

    [Theory]
    [InlineData("'batch' is missing", "learning_rate=0.001", "pooling=none")]
    [InlineData("did you mean 'learning_rate'?", "learning_rat=0.001", "batch=32", "pooling=none")]
    [InlineData("no hyper-parameter 'momentum'; it has learning_rate", "momentum=0.9")]
    [InlineData("'0.2' is not a value of 'learning_rate'", "learning_rate=0.2", "batch=32", "pooling=none")]
    [InlineData("'fast' is not a value of 'learning_rate'", "learning_rate=fast", "batch=32", "pooling=none")]
    [InlineData("'48' is not a value of 'batch' in the space; it is one of 32, 64", "learning_rate=0.001", "batch=48", "pooling=none")]
    [InlineData("'width' is missing", "learning_rate=0.001", "batch=32", "pooling=max")]
    [InlineData("has no 'width' under these values", "learning_rate=0.001", "batch=32", "pooling=none", "width=4")]
    [InlineData("'2.5' is not a value of 'width'", "learning_rate=0.001", "batch=32", "pooling=max", "width=2.5")]
    [InlineData("breaks the constraint", "learning_rate=0.06", "batch=32", "pooling=max", "width=4")]
    [InlineData("'batch' stands there twice", "batch=32", "batch=64")]
    [InlineData("'0.001' is no setting: write NAME=VALUE", "0.001")]
    [InlineData("'=3' is no setting", "=3")]
    public void What_cannot_be_tried_is_refused_with_the_reason(string reason, params string[] words) =>
        Should.Throw<UserError>(() => Read(words)).Message.ShouldContain(reason);

    private static Configuration Read(string[] words) => ConfigurationReader.Read(Space, ConfigurationReader.Parse(words));
}
