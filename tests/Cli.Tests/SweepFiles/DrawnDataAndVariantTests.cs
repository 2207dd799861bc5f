using Orchestrator.Cli.SweepFiles;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Coordinator.Admission;

namespace Orchestrator.Cli.Tests.SweepFiles;

public sealed class DrawnDataAndVariantTests(SampleFile file) : IClassFixture<SampleFile>
{
    private const string Rest = """

        search: { trials: 1 }
        cross_validation: { folds: 2 }
        objective: { metric: mse }
        stopping: { epochs: 1 }
        """;

    [Fact]
    public void Drawn_data_needs_no_file() =>
        Parse("data: { synth: histone, rows: 200, seed: 3 }\nmodel: { name: histone-cnn }").Definition!.Data.ShouldBe(
            new DataDefinition("histone", "synth", "histone rows=200 seed=3"));

    [Theory]
    [InlineData("{ synth: histon }", "unknown kind of data 'histon'; allowed: splice, ")]
    [InlineData("{ synth: histone, rows: 10 }", "'rows' is a whole number from 50 to 10000000, not '10'.")]
    [InlineData("{ synth: histone, path: dna.fasta }", "'path' is of a file; these rows are drawn: leave it or 'synth' out.")]
    [InlineData("{ path: dna.fasta, rows: 100 }", "'rows' is of drawn data: name its kind with 'synth'.")]
    public void What_is_neither_drawn_nor_read_is_refused(string data, string message) =>
        Parse($"data: {data}\nmodel: {{ name: histone-cnn }}").Problems.ShouldHaveSingleItem().Message.ShouldContain(message);

    [Fact]
    public void A_variant_sets_what_is_neither_fixed_nor_searched()
    {
        var definition =
            Parse("data: { synth: histone }\nmodel: { name: histone-cnn, variant: experiment-1, fixed: { leak: 0.2 } }\nspace: { dropout: "
                + "{ type: float, low: 0, high: 0.5 } }").Definition!;
        var values = definition.Model.Fixed;
        (values.TryGet("convolutions", out var convolutions), convolutions).ShouldBe((true, ParameterValue.Of(1)));
        (values.TryGet("leak", out var leak), leak).ShouldBe((true, ParameterValue.Of(0.2)));
        values.TryGet("dropout", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("{ name: histone-cnn, variant: experiment-9 }", "unknown variant 'experiment-9'; allowed: experiment-1, ")]
    [InlineData("{ name: deepchrome, variant: big }", "deepchrome has no variants; set its hyper-parameters under 'fixed'.")]
    public void A_variant_that_is_none_is_refused(string model, string message) =>
        Parse($"data: {{ synth: histone }}\nmodel: {model}").Problems.ShouldHaveSingleItem().Message.ShouldContain(message);

    private SweepFileResult Parse(string beginning) => SweepFile.Parse(file.At("drawn.yaml"), beginning + Rest, SweepVocabulary.Registered);
}
