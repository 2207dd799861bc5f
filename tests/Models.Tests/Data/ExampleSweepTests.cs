using System.Globalization;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Synthesis;
using YamlDotNet.Serialization;
using Node = System.Collections.Generic.Dictionary<object, object>;

namespace Orchestrator.Models.Tests.Data;

/// <summary>Holds the shipped sweep files to the catalogue of models, metrics and formats.</summary>
public class ExampleSweepTests
{
    public static TheoryData<string> Sweeps =>
        new(Directory.GetFiles(Path.GetDirectoryName(RealData.OfRepository("examples/splice.yaml"))!, "*.yaml")
            .Select(path => Path.GetFileName(path)));

    [Theory]
    [MemberData(nameof(Sweeps))]
    public void An_example_names_what_there_is(string file)
    {
        var sweep = new DeserializerBuilder().Build().Deserialize<Node>(File.ReadAllText(RealData.OfRepository("examples/" + file)));
        var (data, model) = ((Node)sweep["data"], (Node)sweep["model"]);
        var objective = (Node)(sweep.TryGetValue("objective", out var only) ? only : ((List<object>)sweep["objectives"])[0]);
        if (data.TryGetValue("synth", out var kind))
        {
            SyntheticData.Names.ShouldContain((string)kind);
        }
        else
        {
            DataSetFormats.Names.ShouldContain((string)data["format"]);
        }

        if (model.ContainsKey("command"))
        {
            return; // its program knows what it takes and measures
        }

        var description = ModelCatalog.Find((string)model["name"]);
        var direction = description.DirectionOf((string)objective["metric"]).ShouldNotBeNull();
        if (objective.TryGetValue("direction", out var written))
        {
            direction.ToString().ToLowerInvariant().ShouldBe((string)written);
        }

        foreach (var (name, value) in model.TryGetValue("fixed", out var fixedValues) ? (Node)fixedValues : [])
        {
            Setting(description, name).Allows(Value((string)value)).ShouldBeTrue($"{name}: {value}");
        }

        foreach (var (name, parameter) in sweep.TryGetValue("space", out var space) ? (Node)space : [])
        {
            var setting = Setting(description, name);
            var range = (Node)parameter;
            IEnumerable<object> ends = range.TryGetValue("choices", out var choices)
                ? (List<object>)choices : [range["low"], range["high"]];
            foreach (var end in ends)
            {
                setting.Allows(Value((string)end)).ShouldBeTrue($"{name}: {end}");
            }
        }
    }

    private static HyperParameter Setting(ModelDescription model, object name) =>
        model.Find((string)name).ShouldNotBeNull($"{model.Name} has no setting '{name}'");

    private static ParameterValue Value(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? ParameterValue.Of(number) : ParameterValue.Of(text);
}
