using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.SearchSpaces.Constraints;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Coordinator.Tests.Scripted;

namespace Orchestrator.Coordinator.Tests.Api;

/// <summary>Definitions that were changed at random: whatever is sent is answered, and whatever is taken can be run.</summary>
public sealed class FuzzTests : ApiTest
{
    private const int Rounds = 400;

    private static readonly HttpStatusCode[] Answers =
        [HttpStatusCode.Created, HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity];

    private static readonly string[] Values =
    [
        "null", "true", "0", "1", "-1", "2", "0.5", "1e308", "-1e308", "1e-320", "2147483647", "2147483648", "4503599627370497",
            "9223372036854775807", "1e400", "\"NaN\"",
        "\"Infinity\"", "\"\"", "\"x\"", "\"a\"", "\"n\"", "\"grid\"", "\"tpe\"", "\"population\"", "\"hyperband\"", "\"racing\"",
            "\"../x\"", "[]", "{}", "[null]", "[1,1]", "{\"kind\":\"int\"}",
    ];

    private static readonly SweepDefinition Plain = Sample.Definition(trials: 12, parallel: 3);

    private static readonly SweepDefinition[] Seeds =
    [
        Plain with
        {
            Search = new SearchDefinition(
                "tpe", 12, 2, new PruningDefinition("percentile", 1, 5, 25, 1, 3, 4, 0.5, 0.05), new StopDefinition(5, 0.9, 12, true),
                    [Point(2)],
                new WarmStartDefinition("s-1", [new EarlierTrial(Point(3), 0.5, 0.1), new EarlierTrial(Point(4), 0.7, 0)])),
            Resources = new ResourcesDefinition("cuda", 2, 1, 5, 2, 8, [new NodeLabel("gpu", "a100")]),
        },
        Plain with
        {
            Space = new SearchSpace(
                [
                    new FloatParameter("x", 1e-3, 1, Log: true), new FloatParameter("y", -1, 1, Step: 0.25),
                        new CategoricalParameter("kind", ["a", "b"]),
                    new IntParameter("n", 1, 64, Step: 3, Condition: new Condition("kind", [ParameterValue.Of("a")])),
                ],
                [Constraint.Parse("n * x <= 32"), Constraint.Parse("y > -0.9 or kind == 'b'")]),
            CrossValidation = new CrossValidationDefinition(3, true, 0, Nested: new NestedDefinition(3, "series", 2)),
        },
        Plain with { Search = new SearchDefinition("population", 12, 4, Population: 4),
            Space = new SearchSpace([new FloatParameter("x", -2, 2), new FloatParameter("y", 0, 1)]) },
        Plain with
        {
            Search = new SearchDefinition("nsga-ii", 12, 3, new PruningDefinition("threshold", Limit: 0.1)),
                AdditionalObjectives = [new ObjectiveDefinition("parameters", Direction.Minimize)],
            Data = new DataDefinition("/d.csv", "csv", "k", new GroupsDefinition("g", "/g.csv"), new TestFileDefinition("/t.csv")),
            CrossValidation = new CrossValidationDefinition(3, true, 0, Repeats: 2),
        },
        Plain with { Search = new SearchDefinition("grid", 12, 3, new PruningDefinition("hyperband")),
            Space = new SearchSpace([new IntParameter("n", 1, 8), new FloatParameter("x", 0, 1, Step: 0.1)],
            [Constraint.Parse("n * x <= 4")]) },
        .. new[] { "bayesian", "smac", "sobol", "random", "cma-es", "particle-swarm", "nelder-mead" }.Select(algorithm =>
            Sample.Definition(trials: 12, parallel: 2, algorithm: algorithm)),
    ];

    public static TheoryData<int> Walks => [.. Enumerable.Range(0, Seeds.Length)];

    [Theory]
    [MemberData(nameof(Walks))]
    public async Task Whatever_is_sent_is_answered_and_whatever_is_taken_can_be_run(int walk)
    {
        var (chance, taken) = (new Random(walk), 0);
        var seed = JsonSerializer.Serialize(Seeds[walk], WireJson.Options);
        PlannedSweep.Begin(Seeds[walk]);
        for (var round = 0; round < Rounds; round++)
        {
            var body = Changed(seed, chance);
            using var answer = await Client.PostAsync("/v1/sweeps", Json(body));
            Answers.ShouldContain(answer.StatusCode, $"{body}\n{await answer.Content.ReadAsStringAsync()}");
            if (answer.StatusCode != HttpStatusCode.Created)
            {
                continue;
            }
            taken++;
            try
            {
                PlannedSweep.Begin(Gateway.SubmittedDefinitions[^1]);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Round {round}, taken and cannot be run: {body}", e);
            }
        }
        taken.ShouldBeGreaterThan(Rounds / 20, "some changes do no harm, or nothing is tested");
    }

    private static string Changed(string json, Random chance)
    {
        var root = JsonNode.Parse(json)!;
        for (var edits = 1 + chance.Next(2); edits > 0; edits--)
        {
            var places = Places(root).ToArray();
            var (parent, key) = places[chance.Next(places.Length)];
            var old = parent is JsonObject map ? map[key] : parent.AsArray()[Index(key)];
            switch (chance.Next(4))
            {
                case 0 when parent is JsonObject holder:
                    holder.Remove(key);
                    break;
                case 1 when old is JsonValue number && number.GetValueKind() == JsonValueKind.Number:
                    Set(parent, key, JsonValue.Create(Nudged(number.Deserialize<double>(), chance)));
                    break;
                case 2:
                    var (otherParent, otherKey) = places[chance.Next(places.Length)];
                    Set(parent, key,
                        (otherParent is JsonObject from ? from[otherKey] : otherParent.AsArray()[Index(otherKey)])?.DeepClone());
                    break;
                default:
                    Set(parent, key, Raw(Values[chance.Next(Values.Length)]));
                    break;
            }
        }
        return root.ToJsonString();
    }

    private static double Nudged(double number, Random chance) =>
        Math.Clamp(chance.Next(6)
            switch
        { 0 => number * 2, 1 => number / 2, 2 => number + 1, 3 => -number, 4 => number * 1000, _ => number + 0.1 }, -1e308,
                1e308);

    private static JsonNode? Raw(string json) => JsonNode.Parse(json);

    private static void Set(JsonNode parent, string key, JsonNode? value)
    {
        if (parent is JsonObject map)
        {
            map[key] = value;
        }
        else
        {
            parent.AsArray()[Index(key)] = value;
        }
    }

    private static int Index(string key) => int.Parse(key, System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<(JsonNode Parent, string Key)> Places(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(entry => Places(entry.Value).Prepend((map, entry.Key))),
        JsonArray list =>
            list.SelectMany((item, i) => Places(item).Prepend((list, i.ToString(System.Globalization.CultureInfo.InvariantCulture)))),
        _ => [],
    };

    private static Configuration Point(int n) =>
        Configuration.Empty.With("x", ParameterValue.Of(0.5)).With("n", ParameterValue.Of(n)).With("kind", ParameterValue.Of("a"));
}
