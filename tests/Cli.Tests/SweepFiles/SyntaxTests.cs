namespace Orchestrator.Cli.Tests.SweepFiles;

/// <summary>Files that are no YAML, or not the kind that is wanted.</summary>
public sealed class SyntaxTests(SampleFile file) : IClassFixture<SampleFile>
{
    [Theory]
    [InlineData("name: splice\nsearch: { trials: 3\ndata: 4\n", 2)]
    [InlineData("name: splice\ndata: \"open\nmodel\n", 2)]
    [InlineData("name: splice\n  seed: 7\n", 2)]
    [InlineData("name: splice\nseed: *nowhere\n", 2)]
    [InlineData("name: splice\n}\n", 2)]
    [InlineData("name: @splice\n", 1)]
    public void An_error_of_syntax_is_one_problem_near_its_line(string text, int line)
    {
        var problem = file.Parse(text).Problems.ShouldHaveSingleItem();
        problem.Message.ShouldStartWith("this is no YAML: ");
        problem.Line.ShouldBeInRange(line, line + 2);
        problem.Column.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("name: splice\nsearch:\n\ttrials: 3\n", 3)]
    [InlineData("name: splice\nsearch:\n  algorithm: grid\n\ttrials: 3\n", 4)]
    public void A_tab_is_called_a_tab(string text, int line)
    {
        var problem = file.Parse(text).Problems.ShouldHaveSingleItem();
        problem.ShouldBe(new(line, 1, "a tab indents this line; YAML is indented with spaces."));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    public void An_empty_file_says_where_to_look(string text) =>
        file.Parse(text).Problems.ShouldHaveSingleItem().Message.ShouldContain("examples/splice.yaml");

    [Theory]
    [InlineData("- a\n- b\n", "not a list.")]
    [InlineData("splice\n", "not 'splice'.")]
    public void Something_else_than_keys_is_refused(string text, string end)
    {
        var problem = file.Parse(text).Problems.ShouldHaveSingleItem();
        problem.Message.ShouldStartWith("a sweep file is a list of keys and values (name, seed, ");
        problem.Message.ShouldEndWith(end);
    }

    [Fact]
    public void A_second_document_is_refused() =>
        file.ProblemsAtCaret(SampleFile.Text + "^---\nname: other\n").ShouldHaveSingleItem().ShouldContain("a second document");

    [Fact]
    public void What_follows_the_keys_is_read_too() => file.Parse(SampleFile.Text + "]\n").Problems.ShouldNotBeEmpty();

    [Fact]
    public void Endless_nesting_is_a_problem_and_no_crash() =>
        file.Parse("name: " + new string('[', 100_000)).Problems.ShouldHaveSingleItem().Message.ShouldContain("nested too deeply");
}
