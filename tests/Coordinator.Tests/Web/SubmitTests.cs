using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Contracts.Wire;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Coordinator.Web;

namespace Orchestrator.Coordinator.Tests.Web;

public sealed class SubmitTests : ApiTest
{
    [Fact]
    public async Task A_definition_arrives_as_it_was_sent_and_is_found_where_the_answer_says()
    {
        var definition = Sample.Definition();
        using var answer = await Client.PostAsync("/v1/sweeps", Json(definition));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        answer.Headers.Location!.OriginalString.ShouldBe("/v1/sweeps/sample-1");
        JsonSerializer.Deserialize<Submitted>(await answer.Content.ReadAsStringAsync(), WireJson.Options)!.Sweep.ShouldBe(Sweep);
        Gateway.SubmittedDefinitions.ShouldHaveSingleItem().ShouldBe(definition);
        using var found = await Client.GetAsync(answer.Headers.Location);
        found.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("name", "\"../../etc\"", "name")]
    [InlineData("name", "\"sample\\n\"", "name")]
    [InlineData("search", """{"algorithm":"guess","trials":0}""", "search.trials")]
    [InlineData("crossValidation", """{"folds":1,"stratified":false,"testFraction":1}""", "crossValidation.folds")]
    [InlineData("stopping", """{"epochs":0}""", "stopping.epochs")]
    [InlineData("resources", """{"device":"tpu","retries":-1}""", "resources.device")]
    [InlineData("space", """{"parameters":[]}""", "space.parameters")]
    [InlineData("space", """{"parameters":[{"kind":"int","name":"n","low":1,"high":4}],"constraints":["m < 2"]}""", "space.constraints")]
    [InlineData("space", """{"parameters":[{"kind":"int","name":"n","low":1,"high":4}],"constraints":["n > 4"]}""", "space.constraints")]
    [InlineData("search", """{"algorithm":"tpe","trials":3,"warmStart":{"sweep":"s-1","trials":[{"configuration":{"settings":[]},"score":1,"variance":0}]}}""", "search.warmStart")]
    public async Task What_is_out_of_range_is_named(string field, string json, string named)
    {
        using var answer = await Client.PostAsync("/v1/sweeps", Json(With(field, JsonNode.Parse(json))));
        (await ProblemAsync(answer, HttpStatusCode.BadRequest)).ShouldContain($"{named}: ");
        Gateway.SubmittedDefinitions.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("""{"name":"sample"}""")]
    public async Task What_is_no_definition_is_refused(string body)
    {
        using var answer = await Client.PostAsync("/v1/sweeps", Json(body));
        (await ProblemAsync(answer, HttpStatusCode.BadRequest)).ShouldContain("not the definition of a sweep");
    }

    [Fact]
    public async Task An_unknown_field_is_refused_rather_than_ignored()
    {
        using var answer = await Client.PostAsync("/v1/sweeps", Json(With("priority", 3)));
        (await ProblemAsync(answer, HttpStatusCode.BadRequest)).ShouldContain("priority");
    }

    [Fact]
    public async Task The_coordinators_own_refusal_reaches_the_client()
    {
        Gateway.Failure = new SweepRefusedException("There is no data at /nowhere.csv.");
        using var answer = await Client.PostAsync("/v1/sweeps", Json(Sample.Definition()));
        (await ProblemAsync(answer, HttpStatusCode.BadRequest)).ShouldBe("There is no data at /nowhere.csv.");
    }

    private static string With(string field, JsonNode? value)
    {
        var definition = JsonSerializer.SerializeToNode(Sample.Definition(), WireJson.Options)!;
        definition[field] = value;
        return definition.ToJsonString();
    }
}
