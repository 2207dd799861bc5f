using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Tests.Encoding;

public class SteppedValueTests
{
    [Fact]
    public void Values_on_a_step_are_those_that_people_would_write()
    {
        var space = new SearchSpace(new Parameter[] { new FloatParameter("dropout", 0.1, 0.6, Step: 0.1) }.ToEquatableList());
        var grid = SamplerRegistry.Create("grid", space, seed: 1);
        var values = Enumerable.Range(0, 6).Select(t => grid.Suggest(new SuggestionRequest(t, [], []))!["dropout"].Number);
        values.Order().ShouldBe([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
    }
}
