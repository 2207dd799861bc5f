using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Tests.Scripted;

namespace Orchestrator.Coordinator.Tests.Api;

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
    [InlineData("space", """{"parameters":[{"kind":"int","name":"n","low":1,"high":4}],"constraints":["m < 2"]}""", "space.constraints[0]")]
    [InlineData("space", """{"parameters":[{"kind":"int","name":"n","low":1,"high":4}],"constraints":["n > 4"]}""", "space.constraints")]
    [InlineData("search",
        """{"algorithm":"tpe","trials":3,"warmStart":{"sweep":"s","trials":[{"configuration":{"settings":[]},"score":1,"variance":0}]}}""",
        "search.warmStart.trials[0].configuration")]
    [InlineData("space", """{"parameters":[{"kind":"int","name":"n","low":1,"high":4}],"constraints":["n >", "n > 1"]}""",
        "space.constraints[0]")]
    public async Task What_is_out_of_range_is_named(string field, string json, string named)
    {
        using var answer = await Client.PostAsync("/v1/sweeps", Json(With(field, JsonNode.Parse(json))));
        (await ProblemAsync(answer, HttpStatusCode.UnprocessableEntity)).ShouldContain($"{named}: ");
        Gateway.SubmittedDefinitions.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("""{"name":"sample"}""")]
    [InlineData("""{"name":"sample","name":"sample"}""")]
    public async Task What_is_no_definition_is_refused(string body)
    {
        using var answer = await Client.PostAsync("/v1/sweeps", Json(body));
        (await ProblemAsync(answer, HttpStatusCode.BadRequest)).ShouldContain("not the definition of a sweep");
    }

    [Theory]
    [InlineData("space", """{"parameters":[{"kind":"int","name":"n","low":1,"high":4},{"kind":"int","name":"m","low":"one","high":4}]}""",
        "at space.parameters[1].low: ")]
    [InlineData("model", """{"name":"analytic","fixed":{"settings":[{"name":"x","value":1e999}]}}""",
        "at model.fixed.settings[0].value: A value of a hyper-parameter is a finite number")]
    [InlineData("stopping", """{"epochs":99999999999}""", "at stopping.epochs (line 1): ")]
    [InlineData("stopping", """{"epochs":null}""", "at stopping.epochs (line 1): ")]
    [InlineData("space", """{"parameters":[{"name":"n","low":1,"high":4}]}""", "not the definition of a sweep")]
    public async Task What_cannot_be_read_is_named_by_its_place(string field, string json, string place)
    {
        using var answer = await Client.PostAsync("/v1/sweeps", Json(With(field, JsonNode.Parse(json))));
        (await ProblemAsync(answer, HttpStatusCode.BadRequest)).ShouldContain(place);
    }

    [Fact]
    public async Task All_mistakes_come_at_once()
    {
        var definition = Sample.Definition() with { Name = "No", Stopping = new(0), Resources = new("tpu", Weight: -1) };
        using var answer = await Client.PostAsync("/v1/sweeps", Json(definition));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("errors").EnumerateObject().Select(e => e.Name)
            .ShouldBe(["name", "stopping.epochs", "resources.device", "resources.weight"]);
    }

    [Theory]
    [InlineData("8e03978e-40d5-43e8-bc93-6894a57f9324", "8e03978e-40d5-43e8-bc93-6894a57f9324")]
    [InlineData("\"8e03978e\"", "8e03978e")]
    public async Task The_key_of_a_submission_reaches_the_coordinator(string header, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/sweeps") { Content = Json(Sample.Definition()) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", header);
        using var answer = await Client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        Gateway.SubmissionKeys.ShouldBe([key]);
    }

    [Fact]
    public async Task A_submission_without_a_key_is_given_one_of_its_own()
    {
        for (var i = 0; i < 2; i++)
        {
            using var answer = await Client.PostAsync("/v1/sweeps", Json(Sample.Definition()));
            answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        }
        Gateway.SubmissionKeys.Select(Guid.Parse).Distinct().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    public async Task A_key_that_is_none_is_refused(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/sweeps") { Content = Json(Sample.Definition()) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", header);
        using var answer = await Client.SendAsync(request);
        (await ProblemAsync(answer, HttpStatusCode.BadRequest)).ShouldContain("Idempotency-Key");
        Gateway.SubmittedDefinitions.ShouldBeEmpty();
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
