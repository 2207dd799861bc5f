using System.Text.Json;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.SearchSpaces.Constraints;
using Orchestrator.Contracts.Serialization;

namespace Orchestrator.Contracts.Tests.SearchSpaces;

/// <summary>The language of constraints.</summary>
public sealed class ConstraintTests
{
    private static readonly Parameter[] Parameters =
    [
        new IntParameter("layers", 1, 4), new IntParameter("units", 8, 64), new FloatParameter("dropout", 0, 0.6),
        new CategoricalParameter("pooling", ["max", "mean"]), new CategoricalParameter("batch", ["32", "64"]),
    ];

    /// <summary>layers=3 units=16 dropout=0.3 pooling=max batch=64, and nothing else.</summary>
    private static readonly Configuration Point = Configuration.Empty
        .With("layers", ParameterValue.Of(3)).With("units", ParameterValue.Of(16)).With("dropout", ParameterValue.Of(0.3))
        .With("pooling", ParameterValue.Of("max")).With("batch", ParameterValue.Of("64"));

    [Theory]
    [InlineData("layers * units <= 48")]
    [InlineData("layers + units * 2 == 35")]
    [InlineData("(layers + units) * 2 == 38")]
    [InlineData("units - layers - 3 == 10")]
    [InlineData("units / layers / 2 < 2.7")]
    [InlineData("2 ^ layers ^ 2 == 512")]
    [InlineData("-layers ^ 2 == -9 and - -1 == 1")]
    [InlineData("units % layers == 1 and -1 % 4 == 3")]
    [InlineData("10 <= units < 17 > layers")]
    [InlineData("0.1 + 0.2 == dropout and not dropout < 0.1 + 0.2 and dropout >= 3 * 0.1")]
    [InlineData("layers < 3 or dropout > .1")]
    [InlineData("not layers < 3 and pooling == \"max\"")]
    [InlineData("layers == 9 and layers == 9 or layers == 3")]
    [InlineData("pooling in ['mean', 'max'] and layers in [1, 1 + 2] and units not in [8, 32]")]
    [InlineData("pooling != 'mean' and batch == 64 and batch == '64' and batch / 2 == 32")]
    [InlineData("1e2 > units and 1.5E+1 < units")]
    public void What_holds(string text)
    {
        Constraint.Parse(text).Holds(Point).ShouldBeTrue();
        Constraint.Parse($"not ({text})").Holds(Point).ShouldBeFalse();
        Constraint.Parse(text).FaultsAmong(Parameters).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("width < 0", true)]
    [InlineData("not width < 0", true)]
    [InlineData("width < 0 and layers < 3", false)]
    [InlineData("width < 0 and layers == 3", true)]
    [InlineData("width < 0 or layers < 3", true)]
    [InlineData("not (width < 0 or layers == 3)", false)]
    [InlineData("width + layers < 3", true)]
    [InlineData("width in [1, 2]", true)]
    [InlineData("layers in [width, 2] and layers != 3", false)]
    public void What_is_not_there_asks_nothing(string text, bool holds) => Constraint.Parse(text).Holds(Point).ShouldBe(holds);

    [Theory]
    [InlineData("", 1, "the constraint is empty")]
    [InlineData("layers", 1, "a constraint is a condition, such as 'filters * kernel <= 4096'; this is 'layers'.")]
    [InlineData("layers < ", 10, "a parameter, a number, a choice in quotes or '(' should stand here, not the end.")]
    [InlineData("layers < 3 units", 12, "'and', 'or' or the end should stand here, not 'units'.")]
    [InlineData("layers = 3", 8, "write '=='")]
    [InlineData("layers < 3 || units > 4", 12, "write 'or'")]
    [InlineData("layers ** 2 < 3", 8, "write '^'")]
    [InlineData("!(layers < 3)", 1, "write 'not'")]
    [InlineData("layers => 3", 8, "write '>='")]
    [InlineData("layers < 3; units < 4", 11, "';' has no place in a constraint")]
    [InlineData("pooling == 'max", 12, "the quote ' is not closed.")]
    [InlineData("(layers < 3", 12, "')' for the '(' at column 1 should stand here")]
    [InlineData("layers in 3", 11, "a list in brackets, such as [1, 2] should stand here")]
    [InlineData("layers in [1, 2", 16, "',' or ']' should stand here")]
    [InlineData("layers and units < 3", 1, "'and' joins conditions, such as")]
    [InlineData("not layers", 5, "'not' negates a condition")]
    [InlineData("(layers < 3) + 1 < 2", 9, "'+' wants a value beside it; this is a condition, which is true or false.")]
    [InlineData("(layers < 3) < 2", 9, "'<' wants a value beside it")]
    public void What_is_no_constraint(string text, int column, string message)
    {
        var refused = Should.Throw<ConstraintSyntaxException>(() => Constraint.Parse(text));
        refused.Message.ShouldContain(message);
        refused.Column.ShouldBe(column);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        foreach (
            var text in new[] { new string('(', 1999), string.Concat(Enumerable.Repeat("not ", 400)) + "a < 1", new string('-', 1900)
                + "1 < 2", new string('x', 3000) })
        {
            Should.Throw<ConstraintSyntaxException>(() => Constraint.Parse(text));
        }

        Constraint.Parse($"{string.Join(" + ", Enumerable.Repeat("layers", 200))} == 600").Holds(Point).ShouldBeTrue();
    }

    [Theory]
    [InlineData("layer < 3", 1, "unknown parameter 'layer'")]
    [InlineData("pooling == max", 12, "'max' is a choice of 'pooling', not a parameter: put it in quotes.")]
    [InlineData("pooling in ['max', 'sum']", 20, "unknown choice 'sum' of 'pooling'; it is max, mean.")]
    [InlineData("pooling < 3", 1, "'<' compares numbers, which 'pooling' is not")]
    [InlineData("2 * pooling < 3", 5, "'*' joins numbers, which 'pooling' is not.")]
    [InlineData("layers == '3'", 11, "'3' is a choice, but 'layers' is a number: leave the quotes out.")]
    [InlineData("pooling != 3", 12, "this is a number, but 'pooling' is not: choices stand in quotes.")]
    public void What_does_not_fit_the_space(string text, int column, string message)
    {
        var fault = Constraint.Parse(text).FaultsAmong(Parameters).ShouldHaveSingleItem();
        fault.Message.ShouldContain(message);
        fault.Column.ShouldBe(column);
    }

    [Fact]
    public void A_space_with_constraints_survives_the_wire()
    {
        var space = new SearchSpace(Parameters.ToEquatableList(), [Constraint.Parse("layers < 3 or dropout > 0.1")]);
        var json = JsonSerializer.Serialize(space, WireJson.Options);
        json.ShouldContain("\"constraints\":[\"layers < 3 or dropout > 0.1\"]");
        JsonSerializer.Deserialize<SearchSpace>(json, WireJson.Options).ShouldBe(space);
        Should.Throw<JsonException>(() =>
            JsonSerializer.Deserialize<SearchSpace>(json.Replace("< 3", "= 3", StringComparison.Ordinal), WireJson.Options))
            .Message.ShouldContain("column 8");
    }

    [Fact]
    public void A_space_contains_what_meets_all_its_constraints()
    {
        var space = new SearchSpace(Parameters.ToEquatableList(), [Constraint.Parse("layers < 4"), Constraint.Parse("units > 16")]);
        space.Contains(Point).ShouldBeFalse();
        space.Violated(Point)!.Text.ShouldBe("units > 16");
        space.Violated(Configuration.Empty).ShouldBeNull("nothing is known yet");
        (space with { Constraints = null }).Contains(Point).ShouldBeTrue();
    }
}
