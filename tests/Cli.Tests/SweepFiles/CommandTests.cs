using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Cli.Tests.SweepFiles;

/// <summary>Programs that train, in a sweep file.</summary>
public sealed class CommandTests : IClassFixture<SampleFile>
{
    private const string Command =
        "model: { command: [python3, train.py, \"{learning_rate}\"], files: [lib], fixed: { batch_size: 64, mode: fast } }";

    private static readonly string Text = SampleFile.With("model: { name: net, fixed: { batch_size: 64 } }", Command);

    private readonly SampleFile file;

    public CommandTests(SampleFile file)
    {
        this.file = file;
        File.WriteAllText(file.At("train.py"), "print()");
        Directory.CreateDirectory(file.At("lib/__pycache__"));
        File.WriteAllText(file.At("lib/net.py"), "");
        File.WriteAllText(file.At("lib/.hidden"), "");
        File.WriteAllText(file.At("lib/__pycache__/net.pyc"), "");
    }

    [Fact]
    public void A_command_is_read_with_its_files_by_content()
    {
        var definition = file.Parse(Text).Definition.ShouldNotBeNull();
        var command = definition.Model.Command.ShouldNotBeNull();
        definition.Model.Name.ShouldBe("train.py");
        command.Arguments.ShouldBe(["python3", "train.py", "{learning_rate}"]);
        command.Files!.Select(own => own.Name).ShouldBe(["lib/net.py", "train.py"]);
        command.Files![1].Length.ShouldBe(7);
        (command.Pass, command.Grace, command.Folder).ShouldBe((ParameterPassing.File, 10, Path.GetDirectoryName(file.At("train.py"))));
        definition.Model.Fixed.Settings.ShouldBe([new Setting("batch_size", ParameterValue.Of(64)),
            new Setting("mode", ParameterValue.Of("fast"))]);
        definition.Data.Format.ShouldBe("fasta");
    }

    [Theory]
    [InlineData("data: { path: dna.fasta, format: opaque, rows: 9 }", "dna.fasta", "rows=9")]
    [InlineData("data: { path: train.py }", "train.py", null)] // of no format that is read
    [InlineData("data: { rows: 9 }", DataDefinition.Unnamed, "rows=9")]
    [InlineData("", DataDefinition.Unnamed, null)]
    public void Data_may_be_such_that_the_command_alone_reads_it(string data, string path, string? key)
    {
        var text = Text.Replace("data: { path: dna.fasta, format: fasta }", data, StringComparison.Ordinal)
            .Replace("stratified: true", "stratified: false", StringComparison.Ordinal);
        var definition = file.Parse(text).Definition.ShouldNotBeNull();
        (definition.Data.Format, Path.GetFileName(definition.Data.Path), definition.Data.Key).ShouldBe(("opaque", path, key));
    }

    [Fact]
    public void A_metric_of_its_own_has_a_direction_and_a_known_one_its_usual()
    {
        file.ProblemsAtCaret(Text.Replace("objective: { metric: accuracy, direction: maximize }", "objective: ^{ metric: gain }",
            StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain("'direction' is missing");
        file.Parse(Text.Replace("metric: accuracy, direction: maximize", "metric: accuracy", StringComparison.Ordinal))
            .Definition.ShouldNotBeNull().Objective.Direction.ShouldBe(Direction.Maximize);
        file.Parse(Text.Replace("metric: accuracy, direction: maximize", "metric: gain, direction: minimize", StringComparison.Ordinal))
            .Definition.ShouldNotBeNull().Objective.ShouldBe(new ObjectiveDefinition("gain", Direction.Minimize));
    }

    [Theory]
    [InlineData("command: [python3, train.py, \"{learning_rate}\"]", "command: ^python3 train.py", "is a list of the program")]
    [InlineData("\"{learning_rate}\"", "^\"{learning_rat}\"", "Did you mean '{learning_rate}'?")]
    [InlineData("files: [lib]", "files: [^lob]", "'lob' is no file and no folder beside the sweep file")]
    [InlineData("files: [lib]", "files: [^../lib]", "is no file and no folder beside the sweep file or below it")]
    [InlineData("files: [lib]", "files: ^lib", "'files' is a list")]
    [InlineData("files: [lib]", "pass: ^argumens", "Did you mean 'arguments'?")]
    [InlineData("files: [lib]", "grace: ^-1", "'grace' is a whole number from 0 to 3600, not '-1'.")]
    [InlineData("files: [lib]", "variant: ^a", "variants are of registered models")]
    [InlineData("files: [lib]", "name: ^net", "a name of your own where 'command' says what trains")]
    [InlineData("mode: fast", "mode: ^[fast]", "'mode' is a number or a word")]
    [InlineData("mode: fast", "my mode: ^fast", "is called by letters, digits")]
    [InlineData("algorithm: bayesian", "algorithm: ^population, population: 4", "a population hands weights from trial to trial")]
    [InlineData("format: fasta", "format: opaque, key: ^x", "this is read by the command alone")]
    [InlineData("path: dna.fasta, format: fasta", "synth: ^splice", "in no file that a command could read")]
    [InlineData("path: dna.fasta, format: fasta", "format: opaque, rows: ^0", "'rows' is a whole number from 1 to 10000000")]
    public void What_is_wrong_is_told_at_its_place(string old, string spoilt, string message)
    {
        Text.ShouldContain(old);
        file.ProblemsAtCaret(Text.Replace(old, spoilt, StringComparison.Ordinal).Replace("stratified: true",
            spoilt.Contains("opaque", StringComparison.Ordinal) ? "stratified: false" : "stratified: true", StringComparison.Ordinal))
            .ShouldContain(problem => problem.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Data_that_is_not_read_cannot_be_stratified() =>
        file.ProblemsAtCaret(Text.Replace("format: fasta", "format: opaque", StringComparison.Ordinal)
            .Replace("stratified: true", "stratified: ^true", StringComparison.Ordinal))
            .ShouldHaveSingleItem().ShouldContain("nobody knows its classes");

    [Fact]
    public void A_command_has_no_space_of_its_own()
    {
        var start = Text.IndexOf("space:", StringComparison.Ordinal);
        var spaceless = Text.Remove(start, Text.IndexOf("cross_validation:", StringComparison.Ordinal) - start);
        file.Parse(spaceless).Problems.ShouldHaveSingleItem().Message.ShouldContain("'space' is missing: of a command nobody knows");
    }

    [Theory]
    [InlineData("files: ^[a]", "'files' goes with 'command'")]
    [InlineData("pass: ^file", "'pass' goes with 'command'")]
    public void Keys_of_a_command_are_refused_without_one(string key, string message) =>
        file.ProblemsAtCaret(SampleFile.With("name: net,", $"name: net, {key},")).ShouldHaveSingleItem().ShouldContain(message);

    [Theory]
    [InlineData("rows: ^9", "'rows' is of drawn data")]
    [InlineData("format: ^opaque", "unknown format 'opaque'")]
    public void Opaque_data_is_for_a_command(string key, string message) =>
        file.ProblemsAtCaret(SampleFile.With("format: fasta", key.StartsWith("format", StringComparison.Ordinal) ? key
                : $"format: fasta, {key}"))
            .ShouldHaveSingleItem().ShouldContain(message);
}
