using System.Text.Json;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Contracts.Tests;

/// <summary>Values by metric, as results hold them.</summary>
public sealed class MetricValuesTests
{
    [Theory]
    [InlineData("""{"score":0.5,"bestEpoch":3,"epochs":5,"metrics":{"validation/loss":0.25,"validation/f1":"NaN"},"trainSeconds":1.5}""")]
    [InlineData("""{"score":0.5,"bestEpoch":3,"epochs":5,"metrics":{},"trainSeconds":1.5}""")]
    [InlineData("""{"score":0.5,"bestEpoch":3,"epochs":5,"metrics":{"b":"Infinity","a":"-Infinity"},"trainSeconds":1.5}""")]
    public void A_result_is_written_as_it_was_read(string json) =>
        JsonSerializer.Serialize(Read(json), WireJson.Options).ShouldBe(json);

    [Fact]
    public void Results_of_other_metrics_between_do_not_mix_the_names()
    {
        string[] shapes = ["""{"a":1,"b":2}""", """{"a":3}""", """{"a":4,"b":5,"c":6}""", """{"b":7,"a":8}""", "{}", """{"a":9,"b":10}"""];
        var read = shapes.Select(shape => Of(shape).Metrics).ToArray();
        read.Select(metrics => JsonSerializer.Serialize(metrics, WireJson.Options)).ShouldBe(shapes);
        (read[3]["a"], read[3].ContainsKey("c"), read[5].GetValueOrDefault("b"), read[4].Count).ShouldBe((8, false, 10, 0));
        Should.Throw<KeyNotFoundException>(() => read[1]["b"]);
    }

    [Fact]
    public void Results_of_one_sweep_share_their_names()
    {
        const string Shape = """{"a":1,"b":2}""";
        Of(Shape).Metrics.Keys.ShouldBeSameAs(Of(Shape).Metrics.Keys);
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":"many"}""")]
    [InlineData("""{"a":null}""")]
    [InlineData("[1]")]
    public void What_is_no_table_of_numbers_is_refused(string metrics) => Should.Throw<JsonException>(() => Of(metrics));

    private static FoldResult Of(string metrics) =>
        Read($$"""{"score":0,"bestEpoch":1,"epochs":1,"metrics":{{metrics}},"trainSeconds":0}""");

    private static FoldResult Read(string json) => JsonSerializer.Deserialize<FoldResult>(json, WireJson.Options)!;
}
