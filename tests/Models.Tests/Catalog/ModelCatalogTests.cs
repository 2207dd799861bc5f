using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Models.Tests.Catalog;

public sealed class ModelCatalogTests
{
    public static TheoryData<string> Names => [.. ModelCatalog.Names];

    [Theory, MemberData(nameof(Names))]
    public void Defaults_and_default_space_lie_in_the_allowed_ranges(string name)
    {
        var model = ModelCatalog.Find(name);

        foreach (var hyperParameter in model.HyperParameters)
        {
            hyperParameter.Allows(hyperParameter.Default).ShouldBeTrue(hyperParameter.Name);
        }

        foreach (var searched in model.DefaultSpace.Parameters)
        {
            var allowed = model.Find(searched.Name).ShouldNotBeNull(searched.Name);
            foreach (var value in Ends(searched))
            {
                allowed.Allows(value).ShouldBeTrue($"{searched.Name} = {value}");
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Names_are_unique_and_spelled_alike(string name)
    {
        var model = ModelCatalog.Find(name);

        model.Name.ShouldMatch("^[a-z0-9]+(-[a-z0-9]+)*$");
        model.HyperParameters.Select(own => own.Name).ShouldBeUnique();
        foreach (var own in model.HyperParameters)
        {
            own.Name.ShouldMatch("^[a-z0-9]+(_[a-z0-9]+)*$");
        }

        model.DirectionOf("loss").ShouldBe(Direction.Minimize);
        model.DirectionOf("nonsense").ShouldBeNull();
    }

    private static ParameterValue[] Ends(Parameter parameter) => parameter switch
    {
        IntParameter p => [ParameterValue.Of(p.Low), ParameterValue.Of(p.High)],
        FloatParameter p => [ParameterValue.Of(p.Low), ParameterValue.Of(p.High)],
        CategoricalParameter p => [.. p.Choices.Select(ParameterValue.Of)],
        _ => throw new NotSupportedException(),
    };
}
