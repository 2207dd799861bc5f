using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Tests.Validation;

namespace Orchestrator.Contracts.Tests.Serialization;

/// <summary>What journals and other machines call by an older name keeps it.</summary>
public sealed class ReleasedNameTests
{
    [Fact]
    public void Additional_objectives_are_called_further_ones()
    {
        var json = JsonSerializer.SerializeToNode(Valid.TradesOff, WireJson.Options)!.AsObject();
        json["furtherObjectives"].ShouldBeOfType<JsonArray>().Count.ShouldBe(1);
        json.Deserialize<SweepDefinition>(WireJson.Options).ShouldBe(Valid.TradesOff);
    }

    [Fact]
    public void What_weights_went_through_is_called_earlier()
    {
        var assignment = new FoldAssignment(
            new SweepId("s-1"), new AttemptId(new FoldId(0, 0), 1), Valid.TradesOff, Configuration.Empty, 3, "/a")
        {
            Ancestors = [new TrainingStage(Configuration.Empty, 2)],
        };
        var json = JsonSerializer.SerializeToNode(assignment, WireJson.Options)!.AsObject();
        json["earlier"].ShouldBeOfType<JsonArray>().Count.ShouldBe(1);
        json.Deserialize<FoldAssignment>(WireJson.Options).ShouldBe(assignment);
    }
}
