using Orchestrator.Architecture.Tests.Rules;
using Orchestrator.Architecture.Tests.Sources;

namespace Orchestrator.Architecture.Tests;

/// <summary>Holds the rules of writing, and shows for each that it would notice.</summary>
public sealed class SourceTests
{
    [Fact]
    public void The_sources_are_found() => Repository.Sources.Count.ShouldBeGreaterThan(100);

    [Fact]
    public void Files_are_short() => Repository.Sources.SelectMany(SourceRules.Length).ShouldBeEmpty();

    [Fact]
    public void Lines_are_short() => Repository.Sources.SelectMany(SourceRules.Width).ShouldBeEmpty();

    [Fact]
    public void A_file_declares_one_public_type() => Repository.Sources.SelectMany(SourceRules.OnePublicType).ShouldBeEmpty();

    [Fact]
    public void A_file_is_called_as_its_type() => Repository.Sources.SelectMany(SourceRules.FileName).ShouldBeEmpty();

    [Fact]
    public void The_namespace_is_the_folder() => Repository.Sources.SelectMany(SourceRules.Namespace).ShouldBeEmpty();

    [Fact]
    public void Names_avoid_the_forbidden_words() => Repository.Sources.SelectMany(SourceRules.Vocabulary).ShouldBeEmpty();

    [Fact]
    public void Tests_do_not_sleep() => Repository.Sources.SelectMany(SourceRules.NoSleep).ShouldBeEmpty();

    [Fact]
    public void Only_hosts_know_OpenTelemetry() => Repository.Sources.SelectMany(SourceRules.Telemetry).ShouldBeEmpty();

    [Theory]
    [InlineData("src/Coordinator/Sweeps/Pair.cs", "using OpenTelemetry.Metrics;\n", true)]
    [InlineData("src/Coordinator/Hosting/Pair.cs", "using OpenTelemetry.Metrics;\n", false)]
    [InlineData("src/Coordinator/Sweeps/Pair.cs", "// OpenTelemetry.\n", false)]
    public void OpenTelemetry_outside_a_host_is_found(string path, string text, bool found) =>
        SourceRules.Telemetry(Source(path, text)).Any().ShouldBe(found);

    [Theory]
    [InlineData(400, false)]
    [InlineData(401, true)]
    public void A_long_file_is_found(int lines, bool tooLong) =>
        SourceRules.Length(Source("src/Search/Long.cs", string.Concat(Enumerable.Repeat("//\n", lines)))).Any().ShouldBe(tooLong);

    [Theory]
    [InlineData(140, false)]
    [InlineData(141, true)]
    public void A_long_line_is_found(int columns, bool tooLong) =>
        SourceRules.Width(Source("src/Search/Wide.cs", "//\n//" + new string('x', columns - 2))).Any().ShouldBe(tooLong);

    [Theory]
    [InlineData("", true)]
    [InlineData("\"\"\"", false)]
    [InlineData("$\"\"\"", false)]
    public void A_long_line_of_a_text_is_left_alone(string quotes, bool found)
    {
        var line = new string('x', 141);
        var text = quotes.Length == 0 ? $"var text = {line};" : $"var text = {quotes}\n    {line}\n    \"\"\";";
        SourceRules.Width(Source("src/Search/Wide.cs", text)).Any().ShouldBe(found);
    }

    [Theory]
    [InlineData("public sealed class Other", SourceRules.SmallType, false)]
    [InlineData("public sealed class Other", SourceRules.SmallType + 1, true)]
    [InlineData("public interface Other", SourceRules.SmallType + 1, true)]
    public void A_second_public_type_that_is_not_small_is_found(string declaration, int lines, bool found)
    {
        var body = string.Concat(Enumerable.Repeat("    //\n", lines - 3));
        var file = Source("src/Search/Pair.cs",
            $"namespace Orchestrator.Search;\n\npublic static class Pair;\n\n{declaration}\n{{\n{body}}}\n");
        SourceRules.OnePublicType(file).Select(violation => violation.What).ShouldBe(found ? ["2 public types: Pair, Other"] : []);
    }

    [Theory]
    [InlineData("public sealed class Pair { }\ninternal enum Other { One }\n")]
    [InlineData("public sealed class Pair<T> { }\npublic static class Pair { }\n")]
    [InlineData("public sealed class Pair\n{\n    public sealed class Inner { }\n}\n")]
    [InlineData("/*\npublic class Other { }\n*/\npublic sealed class Pair { }\n")]
    public void One_public_type_with_its_companions_is_left_alone(string declarations)
    {
        var file = Source("src/Search/Pair.cs", $"namespace Orchestrator.Search;\n\n{declarations}");
        SourceRules.OnePublicType(file).ShouldBeEmpty();
        SourceRules.FileName(file).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("public sealed class Other { }\n")]
    [InlineData("internal sealed class Other { }\n")]
    [InlineData("internal sealed class Pair { }\npublic sealed class Other\n{\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n}\n")]
    [InlineData("public sealed class Other<T> { }\n")]
    public void A_file_with_another_name_than_its_type_is_found(string declaration) =>
        SourceRules.FileName(Source("src/Search/Pair.cs", declaration))
            .ShouldHaveSingleItem().What.ShouldBe("declares Other and is called Pair");

    [Theory]
    [InlineData("Pair.Second.cs", "public partial class Pair { }\n")]
    [InlineData("PairOf.cs", "public sealed class Pair<T> { }\n")]
    public void Parts_and_generic_siblings_may_add_to_the_name(string name, string declaration) =>
        SourceRules.FileName(Source($"src/Search/{name}", declaration)).ShouldBeEmpty();

    [Theory]
    [InlineData("src/Search/Samplers/Pair.cs", "namespace Orchestrator.Search;\npublic class Pair { }\n", "Orchestrator.Search.Samplers")]
    [InlineData("tests/Search.Tests/Pair.cs", "namespace Orchestrator.Search;\npublic class Pair { }\n", "Orchestrator.Search.Tests")]
    [InlineData("src/Search/Pair.cs", "public class Pair { }\n", "Orchestrator.Search")]
    public void A_namespace_that_is_not_the_folder_is_found(string path, string text, string expected) =>
        SourceRules.Namespace(Source(path, text)).ShouldHaveSingleItem().What.ShouldStartWith($"its namespace is {expected},");

    [Fact]
    public void Top_level_statements_need_no_namespace() =>
        SourceRules.Namespace(Source("src/Cli/Program.cs", "return 0;\n")).ShouldBeEmpty();

    [Theory]
    [InlineData("class JobQueue { }", "JobQueue")]
    [InlineData("class TrialManager { }", "TrialManager")]
    [InlineData("class FoldHelpers { }", "FoldHelpers")]
    [InlineData("namespace Orchestrator.Search.Utils;", "Utils")]
    [InlineData("int job_count;", "job_count")]
    [InlineData("var s = $\"{runningJobs}\";", "runningJobs")]
    public void A_forbidden_word_in_a_name_is_found(string text, string name) =>
        SourceRules.Vocabulary(Source("src/Search/Pair.cs", "\n" + text)).ShouldHaveSingleItem().ToString()
            .ShouldStartWith($"src/Search/Pair.cs:2: '{name}'");

    [Theory]
    [InlineData("// a job for a manager")]
    [InlineData("/* helper */")]
    [InlineData("var s = \"job \\\" manager\";")]
    [InlineData("var s = @\"c:\\job\"\" manager\";")]
    [InlineData("var s = $\"job {x[\"manager\"]} utils\";")]
    [InlineData("var s = \"\"\"\n a \"job\"\n \"\"\";")]
    [InlineData("var c = '\"'; // job")]
    [InlineData("class Jobless { int futility; }")]
    public void Prose_and_longer_words_are_left_alone(string text) =>
        SourceRules.Vocabulary(Source("src/Search/Pair.cs", text)).ShouldBeEmpty();

    [Fact]
    public void A_test_that_sleeps_is_found() =>
        SourceRules.NoSleep(Source("tests/Search.Tests/Pair.cs", "\n\nThread.Sleep(100);"))
            .ShouldHaveSingleItem().Where.ShouldBe("tests/Search.Tests/Pair.cs:3");

    private static SourceFile Source(string path, string text) => new(path, text);
}
