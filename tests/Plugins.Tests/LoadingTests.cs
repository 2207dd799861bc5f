using Orchestrator.Contracts.Validation;
using Orchestrator.Models;
using Orchestrator.Plugins.Loading;
using Orchestrator.Shared.Compiled;

namespace Orchestrator.Plugins.Tests;

/// <summary>What is a plug-in, and what is refused in which words.</summary>
public sealed class LoadingTests : PluginTest
{
    [Fact]
    public void Another_version_of_the_agreement_is_refused_before_any_code_runs()
    {
        var folder = Compile("old", "[assembly: Plugin(99)]\n" + CompiledPlugin.Model("old"), marked: false);
        Refused(() => PluginFolder.Describe(folder)).ShouldBe(
            $"{folder}: the plug-in old was built for version 99 of the plug-in API, and this program serves version 1. "
            + "Update this program.");
        folder = Compile("older", "[assembly: Plugin(0)]\n" + CompiledPlugin.Model("older"), marked: false);
        Refused(() => PluginFolder.Describe(folder)).ShouldEndWith("Build it again with the Orchestrator.Sdk of this program.");
    }

    [Fact]
    public void A_library_without_the_mark_is_none_and_two_in_a_folder_are_refused()
    {
        var folder = Compile("plain", CompiledPlugin.Model("plain"), marked: false);
        PluginFolder.IsPlugin(folder).ShouldBeFalse();
        Refused(() => PluginFolder.Describe(folder)).ShouldContain("write [assembly: Plugin(PluginApi.Version)]");
        Compile("one", CompiledPlugin.Model("one"), "two");
        folder = Compile("other", CompiledPlugin.Model("other"), "two");
        Refused(() => PluginFolder.Describe(folder)).ShouldContain("(one, other)");
        Refused(() => PluginFolder.Describe(In("nowhere"))).ShouldContain("there is no such folder");
    }

    [Fact]
    public void The_content_is_that_of_the_files_wherever_they_lie()
    {
        var first = PluginFolder.Describe(Compile("content", CompiledPlugin.Model("content"), "a"));
        File.WriteAllText(Path.Combine(Compile("content", CompiledPlugin.Model("content"), "b"), "content.pdb"), "for debuggers");
        var second = PluginFolder.Describe(In("b"));
        (second.Content, second.Files).ShouldBe((first.Content, first.Files));
        File.WriteAllText(In("b/table.txt"), "what it reads");
        PluginFolder.Describe(In("b")).Content.ShouldNotBe(first.Content);
        var changed = PluginFolder.Describe(Compile("content", CompiledPlugin.Model("content", "input.alias();"), "a"));
        changed.Content.ShouldNotBe(first.Content);
        Refused(() => PluginRegistry.Add(first)).ShouldContain(
            $"is not what the sweep began with: its content is {changed.Content[..12]}, where the sweep has {first.Content[..12]}");
    }

    [Fact]
    public void A_name_that_exists_is_refused_with_both_origins()
    {
        Refused(() => Load("mine", CompiledPlugin.Model("mlp"))).ShouldBe(
            $"The model 'mlp' of the plug-in mine ({In("mine")}) has the name of one of this program. "
            + "Give it another name, or leave one of the two out.");
        Load("first", CompiledPlugin.Model("twin"));
        Refused(() => Load("second", CompiledPlugin.Model("twin"))).ShouldBe(
            $"The model 'twin' of the plug-in second ({In("second")}) has the name of one of the plug-in first ({In("first")}). "
            + "Give it another name, or leave one of the two out.");
        PluginRegistry.Active.Select(plugin => plugin.Definition.Name).ShouldBe(["first"]);
    }

    [Fact]
    public void Two_builds_of_one_plugin_are_not_loaded_beside_each_other()
    {
        var loaded = Load("demo", CompiledPlugin.Model("demo"), "a");
        PluginRegistry.Add(PluginFolder.Describe(Compile("demo", CompiledPlugin.Model("demo"), "same"))).ShouldBe(loaded);
        Refused(() => Load("demo", CompiledPlugin.Model("demo-2"), "b")).ShouldContain($"one in {In("a")}, one in {In("b")}");
    }

    [Fact]
    public void A_worker_goes_from_one_build_to_another_and_back()
    {
        var old = PluginFolder.Describe(Compile("demo", CompiledPlugin.Model("demo"), "a"));
        var other = PluginFolder.Describe(Compile("demo", CompiledPlugin.Model("demo-2"), "b"));
        PluginRegistry.Use([old]);
        ModelCatalog.Names.ShouldContain("demo");
        PluginRegistry.Use([other]);
        (ModelCatalog.Names.Contains("demo"), ModelCatalog.Names.Contains("demo-2")).ShouldBe((false, true));
        PluginRegistry.Use([old]);
        ModelCatalog.Names.ShouldContain("demo");
        PluginRegistry.Use([]);
        ModelCatalog.Names.ShouldNotContain("demo");
    }

    [Fact]
    public void Its_own_libraries_are_its_own_also_where_another_plugin_has_another_version()
    {
        foreach (var number in new[] { 1, 2 })
        {
            var folder = CompiledPlugin.In(In($"user-{number}"), "shared.lib", $"public static class Lib {{ public const int N = {number}; "
                + $"public static int Get() => {number}; }}");
            CompiledPlugin.In(folder, $"user-{number}", CompiledPlugin.Mark + $$"""
                public sealed class M : IValueMetric
                {
                    public string Name => "number-{{number}}";
                    public string Summary => "";
                    public bool LargerIsBetter => true;
                    public double Of(IValuePredictions predictions) => Lib.Get();
                }
                """, Path.Combine(folder, "shared.lib.dll"));
            var metric = PluginRegistry.Add(PluginFolder.Describe(folder)).Metrics.ShouldHaveSingleItem();
            metric.Of(new Models.Metrics.ValuePredictions([1], [1])).ShouldBe(number);
        }
    }

    [Fact]
    public void What_it_refers_to_and_does_not_bring_is_named()
    {
        var library = CompiledPlugin.In(In("lib"), "absent.lib", "public class Base {}");
        var folder = CompiledPlugin.In(In("lonely"), "lonely", CompiledPlugin.Mark + CompiledPlugin.Model("lonely")
            + "public class Derived : Base {}", Path.Combine(library, "absent.lib.dll"));
        Refused(() => PluginRegistry.Add(PluginFolder.Describe(folder))).ShouldContain("absent.lib");
    }

    [Theory]
    [InlineData("public sealed class Nothing {}", "offers nothing")]
    [InlineData("public sealed class C(int n) : IPruner { public string Name => \"c\" + n; public string Summary => \"\"; "
        + "public string? Objection(PrunerRequest request) => null; }", "C has no public constructor without parameters")]
    [InlineData("public sealed class C : IPruner { public C() => throw new IOException(\"No table.\"); public string Name => \"c\"; "
        + "public string Summary => \"\"; public string? Objection(PrunerRequest request) => null; }",
        "C cannot be made: IOException: No table.")]
    [InlineData("public sealed class C : IPruner { public string Name => \"a b\"; public string Summary => \"\"; "
        + "public string? Objection(PrunerRequest request) => null; }", "'a b' is no name")]
    [InlineData("public sealed class C : IPruner { public string Name => throw new IOException(\"No name.\"); "
        + "public string Summary => \"\"; public string? Objection(PrunerRequest request) => null; }",
        "does not say what it offers: IOException: No name.")]
    public void What_a_plugin_lacks_is_said(string code, string message) =>
        Refused(() => Load("poor", code)).ShouldContain(message);

    private static string Refused(Action action) => Should.Throw<UserError>(action).Message;
}
