using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Cli.Tests.SweepFiles;

/// <summary>Sweeps whose folds clients train, in a sweep file.</summary>
public sealed class ExternalTests(SampleFile file) : IClassFixture<SampleFile>
{
    private const string Least = """
        model: { external: true }
        search: { algorithm: random, trials: 4 }
        space: { x: { type: float, low: 0, high: 1 } }
        objective: { metric: gain, direction: maximize }
        """;

    [Fact]
    public void Four_sections_are_enough()
    {
        var definition = file.Parse(Least).Definition.ShouldNotBeNull();
        definition.Model.ShouldBe(new ModelDefinition("external", Configuration.Empty, External: new ExternalDefinition(60)));
        (definition.Data.Path, definition.Data.IsOpaque, definition.Data.HasRows).ShouldBe((DataDefinition.Unnamed, true, false));
        (definition.CrossValidation.Folds, definition.Stopping.Epochs, definition.Artifacts).ShouldBe((1, 1, null));
        (definition.IsExternal, definition.HasRefit, definition.HasTestRows).ShouldBe((true, false, false));
    }

    [Fact]
    public void All_that_it_may_say_is_read()
    {
        var definition = file.Parse(Least.Replace("{ external: true }", "{ external: { lease: 300 }, name: mine, fixed: { size: 4 } }",
            StringComparison.Ordinal) + """

            data: { path: dna.fasta, format: opaque }
            cross_validation: { folds: 5, repeats: 2 }
            stopping: { epochs: 30 }
            resources: { retries: 0, max_slots: 8 }
            """).Definition.ShouldNotBeNull();
        (definition.Model.Name, definition.Model.External!.Lease, definition.CrossValidation.Splits).ShouldBe(("mine", 300, 10));
        definition.Model.Fixed["size"].Number.ShouldBe(4);
        (definition.Stopping.Epochs, definition.Resources.Retries, definition.Resources.MaxSlots).ShouldBe((30, 0, 8));
    }

    [Theory]
    [InlineData("model: { external: true }", "model: { external: true, command: ^[python3] }", "clients train this sweep")]
    [InlineData("model: { external: true }", "model: { external: ^yes }", "'external' is true or false")]
    [InlineData("model: { external: true }", "model: { external: { lease: ^1 } }", "'lease' is a whole number from 2 to 86400")]
    [InlineData("model: { external: true }", "model: { external: true, name: ^net }", "a name of your own")]
    [InlineData("model: { external: true }", "model: { external: true, fixed: { x: 1 } }", "searched here and fixed")]
    [InlineData("algorithm: random", "algorithm: ^population, population: 2", "choose another 'algorithm'")]
    [InlineData("space: { x: { type: float, low: 0, high: 1 } }", "", "of a loop of your own nobody knows what to search")]
    [InlineData("metric: gain, direction: maximize", "metric: gain", "'direction' is missing")]
    [InlineData("", "data: { path: dna.fasta, format: ^fasta }", "clients read and split the data themselves")]
    [InlineData("", "data: ^{ rows: 9 }", "clients read and split the data themselves")]
    [InlineData("", "cross_validation: { folds: ^0 }", "'folds' is a whole number from 1 to 10000")]
    [InlineData("", "cross_validation: { stratified: ^true }", "nobody knows its classes")]
    [InlineData("", "cross_validation: { test: { fraction: ^0.2 } }", "judge the best configuration in your own loop")]
    [InlineData("", "cross_validation: { nested: ^2 }", "cannot be split twice")]
    [InlineData("", "stopping: { patience: ^3 }", "a client ends its training itself")]
    [InlineData("", "resources: { device: ^cuda }", "no node trains this sweep")]
    [InlineData("", "resources: { node_labels: { gpu: a100 } }", "no node trains this sweep")]
    [InlineData("", "artifacts: { keep: all }", "clients keep their checkpoints themselves")]
    public void What_cannot_be_asked_of_clients_is_refused_where_it_stands(string part, string instead, string message)
    {
        var text = part.Length == 0 ? Least + "\n" + instead : Least.Replace(part, instead, StringComparison.Ordinal);
        var problems = text.Contains('^', StringComparison.Ordinal)
            ? file.ProblemsAtCaret(text) : [.. file.Parse(text).Problems.Select(problem => problem.Message)];
        problems.ShouldContain(found => found.Contains(message, StringComparison.Ordinal), string.Join('\n', problems));
    }

    [Fact]
    public void A_single_fold_is_for_clients_alone()
    {
        var text = SampleFile.With("folds: 5", "folds: 1");
        file.Parse(text).Problems.ShouldHaveSingleItem().Message.ShouldContain("'folds' is a whole number from 2 to 10000");
    }
}
