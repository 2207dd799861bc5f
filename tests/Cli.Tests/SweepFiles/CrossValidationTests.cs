using System.Text.Json;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Tests.SweepFiles;

public sealed class CrossValidationTests(SampleFile file) : IClassFixture<SampleFile>
{
    private const string Plain = "cross_validation: { folds: 5, stratified: true, test: { fraction: 0.3723, rows: last } }";

    [Fact]
    public void Everything_can_be_said()
    {
        File.WriteAllText(file.At("clones.csv"), "id,clone\na,1\n");
        File.WriteAllText(file.At("test.fasta"), ">b label=x\nACGT\n");
        var definition =
            Read("cross_validation: { folds: 4, repeats: 3, groups: { column: clone, file: clones.csv }, leakage: { policy: group, "
                + "differences: 2 }, test: { file: test.fasta, key: kind } }");
        definition.CrossValidation.ShouldBe(
            new CrossValidationDefinition(4, false, 0, Repeats: 3, Leakage: LeakagePolicy.Group, Differences: 2));
        definition.CrossValidation.Splits.ShouldBe(12);
        definition.Data.Groups.ShouldBe(new GroupsDefinition("clone", file.At("clones.csv")));
        definition.Data.Test.ShouldBe(new TestFileDefinition(file.At("test.fasta"), "kind"));
        definition.HasTestRows.ShouldBeTrue();
    }

    [Fact]
    public void There_are_short_forms()
    {
        var definition = Read("cross_validation: { nested: 3, groups: patient, leakage: refuse }");
        definition.CrossValidation.ShouldBe(
            new CrossValidationDefinition(5, false, 0, Nested: new(3, SampleFile.Series), Leakage: LeakagePolicy.Refuse));
        definition.CrossValidation.Splits.ShouldBe(3);
        definition.Data.Groups.ShouldBe(new GroupsDefinition("patient"));
    }

    [Theory]
    [InlineData("{ repeats: ^0 }", "'repeats' is a whole number from 1 to 1000, not '0'.")]
    [InlineData("{ nested: ^1 }", "'nested' is a whole number from 2 to 10000, not '1'.")]
    [InlineData("{ nested: { inner: ^one } }", "'inner' is a whole number from 2 to 10000, not 'one'.")]
    [InlineData("{ nested: 3, repeats: ^2 }", "a nested cross-validation is not repeated: leave 'repeats' or 'nested' out.")]
    [InlineData("{ nested: 3, test: ^0.2 }",
        "the outer folds of a nested cross-validation are its test sets: leave 'test' or 'nested' out.")]
    [InlineData("{ leakage: ^groups }", "unknown leakage 'groups'; allowed: report, refuse, group. Did you mean 'group'?")]
    [InlineData("{ leakage: { policy: group, differences: ^-1 } }", "'differences' is a whole number from 0 to 2147483647, not '-1'.")]
    [InlineData("{ groups: ^{ file: dna.fasta } }", "'column' is missing in 'groups': the name of a column.")]
    [InlineData("{ groups: { column: clone, file: ^absent.csv } }", "the data 'absent.csv' is not there")]
    [InlineData("{ test: { file: ^dna.fast } }", "Did you mean 'dna.fasta'?")]
    [InlineData("{ test: { file: dna.fasta, rows: ^last } }", "'rows' is of the data's own rows; the test rows are those of 'file'.")]
    public void What_is_wrong_is_named_at_its_place(string marked, string message) =>
        file.ProblemsAtCaret(SampleFile.With(Plain, "cross_validation: " + marked)).ShouldHaveSingleItem().ShouldContain(message);

    /// <summary>Names of checkpoints are hashes of it, and journals hold it: what says nothing new is written as it always was.</summary>
    [Fact]
    public void A_plain_definition_is_written_as_in_the_first_version() =>
        JsonSerializer.Serialize(Read(Plain).CrossValidation, WireJson.Options).ShouldBe(
            """{"folds":5,"stratified":true,"testFraction":0.3723,"testRows":"last"}""");

    [Fact]
    public void A_plan_of_the_first_version_is_read()
    {
        const string old = """{"folds":5,"stratified":true,"testFraction":0.2,"testRows":"random"}""";
        var planned = JsonSerializer.Deserialize<SweepPlanned>($$"""
            {
              "sweep":{"value":"s-1"},
              "definition":{"name":"s","seed":1,"data":{"path":"/d.csv","format":"csv"},"crossValidation":{{old}}},
              "dataFingerprint":"abc",
              "at":"2026-01-01T00:00:00+00:00"
            }
            """, WireJson.Options)!;
        planned.Leakage.ShouldBeNull();
        planned.Definition.CrossValidation.ShouldBe(new CrossValidationDefinition(5, true, 0.2));
        planned.Definition.CrossValidation.Splits.ShouldBe(5);
        planned.Definition.Data.ShouldBe(new DataDefinition("/d.csv", "csv"));
    }

    private SweepDefinition Read(string validation)
    {
        var result = file.Parse(SampleFile.With(Plain, validation));
        result.Problems.ShouldBeEmpty();
        return result.Definition.ShouldNotBeNull();
    }
}
