using Orchestrator.Architecture.Tests.Rules;

namespace Orchestrator.Architecture.Tests;

/// <summary>Holds the dependency table, and shows that the tests would notice.</summary>
public sealed class DependencyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("architecture-").FullName;

    public static TheoryData<string> ProjectPaths => [.. Repository.Projects.Select(path => Path.GetRelativePath(Repository.Root, path))];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_project_stands_in_the_table_and_the_table_names_no_other() =>
        Repository.Projects.Select(Path.GetFileNameWithoutExtension).ShouldBe(DependencyTable.Projects, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(ProjectPaths))]
    public void A_project_refers_to_what_the_table_allows(string path) => new ProjectFile(Repository.At(path)).Check().ShouldBeEmpty();

    [Fact]
    public void A_compiled_type_uses_what_the_table_allows() =>
        NamespaceTable.CheckProjects(CompiledCode.OfProduct.Types).ShouldBeEmpty();

    [Theory]
    [InlineData("Coordinator", "GpuNode")]
    [InlineData("GpuNode", "Coordinator")]
    [InlineData("GpuNode", "Sweeps")]
    [InlineData("GpuNode", "Search")]
    [InlineData("Sweeps", "Remoting")]
    [InlineData("Sweeps", "Coordinator")]
    [InlineData("Sweeps", "Models")]
    [InlineData("Search", "Sweeps")]
    [InlineData("Contracts", "Search")]
    [InlineData("Client", "Coordinator")]
    [InlineData("Client", "Models")]
    [InlineData("Remoting", "Coordinator")]
    [InlineData("Models", "GpuNode")]
    [InlineData("Models", "Interpretation")]
    [InlineData("Interpretation", "Storage")]
    [InlineData("Sdk", "Contracts")]
    [InlineData("Models", "Plugins")]
    [InlineData("Plugins", "Sweeps")]
    public void A_forbidden_reference_that_is_added_to_a_project_file_is_found(string project, string forbidden)
    {
        var copy = CopyWith(project, $"""<ProjectReference Include="../{forbidden}/{forbidden}.csproj" />""");
        var violation = new ProjectFile(copy).Check().ShouldHaveSingleItem();
        violation.Where.ShouldBe($"{project}.csproj");
        violation.What.ShouldStartWith($"{project} may not use {forbidden}");
    }

    [Fact]
    public void A_package_that_is_added_to_the_contracts_is_found()
    {
        var copy = CopyWith("Contracts", """<PackageReference Include="Newtonsoft.Json" />""");
        new ProjectFile(copy).Check().ShouldHaveSingleItem().What.ShouldContain("Newtonsoft.Json");
    }

    [Fact]
    public void A_core_that_is_no_longer_pure_is_found()
    {
        var copy = Path.Combine(folder, "Sweeps.csproj");
        File.WriteAllText(copy, File.ReadAllText(Repository.At("src", "Sweeps", "Sweeps.csproj")).Replace("<PureCore>true</PureCore>", ""));
        new ProjectFile(copy).Check().ShouldHaveSingleItem().What.ShouldContain("PureCore");
    }

    [Fact]
    public void A_project_that_the_table_does_not_know_is_found()
    {
        var path = Path.Combine(folder, "Scribbles.csproj");
        File.WriteAllText(path, """<Project Sdk="Microsoft.NET.Sdk" />""");
        new ProjectFile(path).Check().ShouldHaveSingleItem().What.ShouldContain("does not know Scribbles");
    }

    private string CopyWith(string project, string reference)
    {
        var copy = Path.Combine(folder, project + ".csproj");
        var original = File.ReadAllText(Repository.At("src", project, project + ".csproj"));
        File.WriteAllText(copy, original.Replace("</Project>", $"<ItemGroup>{reference}</ItemGroup></Project>"));
        return copy;
    }
}
