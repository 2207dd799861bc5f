using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Coordinator.Tests.Scripted;

namespace Orchestrator.Coordinator.Tests.Api;

/// <summary>Definitions that were once taken, and then could neither run nor be cancelled.</summary>
public sealed class PoisonTests : ApiTest
{
    [Theory]
    [InlineData("search.pruning", """{"pruner":"foo"}""", "search.pruning.pruner", "unknown pruner 'foo'")]
    [InlineData("resources.maxSlots", "0", "resources.maxSlots", "a whole number from 1 to 1000000, not '0'")]
    [InlineData("space.parameters[1].step", "0", "space.parameters[1].step", "a whole number from 1")]
    [InlineData("model.name", "\"resnet\"", "model.name", "unknown model 'resnet'; allowed: analytic")]
    public async Task They_are_refused_with_the_place_and_the_cure(string place, string json, string path, string message)
    {
        var definition = JsonSerializer.SerializeToNode(Sample.Definition(), WireJson.Options)!;
        Set(definition, place, JsonNode.Parse(json));
        using var answer = await Client.PostAsync("/v1/sweeps", Json(definition.ToJsonString()));
        (await ProblemAsync(answer, HttpStatusCode.UnprocessableEntity)).ShouldContain(message);
        var errors = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("errors");
        errors.GetProperty(path)[0].GetString()!.ShouldContain(message);
        errors.EnumerateObject().Count().ShouldBe(1);
        Gateway.SubmittedDefinitions.ShouldBeEmpty();
    }

    private static void Set(JsonNode node, string place, JsonNode? value)
    {
        var parts = place.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        foreach (var part in parts[..^1])
        {
            node = part[0] == '[' ? node[int.Parse(part[1..^1], System.Globalization.CultureInfo.InvariantCulture)]! : node[part]!;
        }
        node[parts[^1]] = value;
    }
}
