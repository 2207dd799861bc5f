using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Orchestrator.Cli.Tests.Clustered;

/// <summary>What the API's documentation shows can be sent as it stands.</summary>
public sealed class DocumentedExampleTests : ClusterTest
{
    [Fact]
    public async Task The_example_of_a_sweep_is_taken()
    {
        using var client = new HttpClient { BaseAddress = Server.Address };
        var document = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!;
        var example = document["paths"]!["/v1/sweeps"]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]!;
        using var body = new StringContent(example.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/v1/sweeps", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }
}
