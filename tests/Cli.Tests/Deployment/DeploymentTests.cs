using System.CommandLine;
using System.Diagnostics;
using Orchestrator.Cli.Commands;
using Orchestrator.Cli.Settings;

namespace Orchestrator.Cli.Tests.Deployment;

/// <summary>Whatever deploy/ says to the program is something that the program understands.</summary>
public sealed class DeploymentTests
{
    // Not options: what clients read, what secrets are called, and what deploy/'s own files use.
    private static readonly string[] Others =
    [
        "ORCHESTRATOR_SERVER", "ORCHESTRATOR_SERVER_CA", "ORCHESTRATOR_TOKEN", "ORCHESTRATOR_READ_TOKEN", "ORCHESTRATOR_DATABASE_PASSWORD",
        "ORCHESTRATOR_DATABASE_FILE", "ORCHESTRATOR_TAG", "ORCHESTRATOR_PROGRAM",
    ];

    private static readonly RootCommand Root = CommandLine.Build();

    public static TheoryData<string> Everything => [.. DeployFolder.Files(".yaml", ".service", ".sbatch", ".sh", ".md", "Dockerfile")];

    public static TheoryData<string> Yaml => [.. DeployFolder.Files(".yaml")];

    public static TheoryData<string> Scripts => [.. DeployFolder.Files(".sh", ".sbatch")];

    [Theory]
    [InlineData("compose/compose.yaml", 3)]
    [InlineData("kubernetes/orchestrator.yaml", 2)]
    [InlineData("systemd/orchestrator-coordinator.service", 1)]
    [InlineData("systemd/orchestrator-node.service", 1)]
    [InlineData("slurm/nodes.sbatch", 1)]
    public void Command_lines_are_understood(string file, int least)
    {
        var lines = DeployFolder.CommandLines(file).ToArray();
        lines.Length.ShouldBeGreaterThanOrEqualTo(least);
        foreach (var line in lines.Select(words => words.Select(word => word == "${DEVICE:-auto}" ? "auto" : word).ToArray()))
        {
            Root.Parse(line).Errors.Select(error => $"{string.Join(' ', line)}: {error.Message}").ShouldBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Variables_are_known(string file)
    {
        var options = Root.Subcommands.Where(command => command.Name is "coordinator" or "node").SelectMany(command => command.Options);
        var known = Others.Concat(options.Select(option => RoleSettings.VariableOf(option.Name))).ToHashSet();
        DeployFolder.Variables(file).Where(variable => !known.Contains(variable)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("coordinator")]
    [InlineData("node")]
    public void Role_files_are_understood(string role)
    {
        var command = Root.Subcommands.Single(c => c.Name == role);
        var entries =
            RoleFile.Read(Path.Combine(DeployFolder.Root, $"{role}.yaml"), role,
                [.. command.Options.Select(option => option.Name.TrimStart('-'))]);
        entries.ShouldNotBeEmpty();
        Root.Parse([role, .. entries.Select(entry => $"--{entry.Key}={entry.Values[0]}")]).Errors.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Yaml))]
    public void Yaml_is_well_formed(string file) => DeployFolder.Yaml(file).ShouldNotBeEmpty();

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Scripts_are_well_formed(string file)
    {
        using var bash =
            Process.Start(new ProcessStartInfo("bash", ["-n", Path.Combine(DeployFolder.Root, file)]) { RedirectStandardError = true })!;
        var errors = await bash.StandardError.ReadToEndAsync();
        await bash.WaitForExitAsync();
        bash.ExitCode.ShouldBe(0, errors);
    }

    [Fact]
    public void Probes_ask_what_the_api_answers() =>
        DeployFolder.Yaml("kubernetes/orchestrator.yaml").SelectMany(document => document.AllNodes)
        .OfType<YamlDotNet.RepresentationModel.YamlMappingNode>()
            .Where(node => node.Children.ContainsKey("path") && node.Children.ContainsKey("scheme"))
        .Select(probe => probe["path"].ToString()).ToHashSet().ShouldBe(["/alive", "/ready"], ignoreOrder: true);

    [Fact]
    public void What_compose_mounts_is_made_by_the_script()
    {
        var script = DeployFolder.Read("compose/secrets.sh");
        var secrets = DeployFolder.Yaml("compose/compose.yaml")[0]["secrets"];
        foreach (var (_, secret) in ((YamlDotNet.RepresentationModel.YamlMappingNode)secrets).Children)
        {
            script.ShouldContain(Path.GetFileName(secret["file"].ToString()));
        }
    }
}
