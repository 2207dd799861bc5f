using System.CommandLine;
using Orchestrator.Cli.Settings;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Tests.Settings;

/// <summary>Options of names that no other test has: environment variables belong to the whole process.</summary>
public sealed class RoleSettingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("orchestrator-").FullName;
    private readonly RoleSettings settings = new();
    private readonly Option<int> door = new("--rs-door") { DefaultValueFactory = _ => 1 };
    private readonly Option<string?> place = new("--rs-place"), secret = new("--rs-secret-file"), hue = new("--rs-hue");
    private readonly Option<double?> share = new("--rs-share");
    private readonly Option<bool> open = new("--rs-open");
    private readonly Option<string[]> tags = new("--rs-tag");
    private readonly RootCommand root;

    public RoleSettingsTests()
    {
        hue.AcceptOnlyFromAmong("red", "blue");
        root = new RootCommand { new Command("porter") { settings.Config, door, place, secret, hue, open, tags, share } };
    }

    public void Dispose()
    {
        foreach (var option in new Option[] { door, place, secret, hue, open })
        {
            Environment.SetEnvironmentVariable(RoleSettings.VariableOf(option.Name), null);
            Environment.SetEnvironmentVariable(RoleSettings.VariableOf(option.Name) + "_FILE", null);
        }
        Environment.SetEnvironmentVariable("ORCHESTRATOR_RS_SECRET", null);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_command_line_goes_before_the_environment_and_that_before_the_file()
    {
        var file = Write("rs-door: 5\nrs-place: file\nrs-open: true\nrs-tag: [a, b]\n");
        Complete("--config", file).GetValue(door).ShouldBe(5);
        Environment.SetEnvironmentVariable("ORCHESTRATOR_RS_DOOR", "4");
        Environment.SetEnvironmentVariable("ORCHESTRATOR_RS_PLACE", "amqps://u:p=w@host:5671/");
        var parsed = Complete("--config", file);
        (parsed.GetValue(door), parsed.GetValue(place), parsed.GetValue(open)).ShouldBe((4, "amqps://u:p=w@host:5671/", true));
        parsed.GetValue(tags).ShouldBe(["a", "b"]);
        Complete("--config", file, "--rs-door", "3").GetValue(door).ShouldBe(3);
        Complete("--rs-place=hand").GetValue(place).ShouldBe("hand");
    }

    [Fact]
    public void Nothing_said_is_the_default() => Complete().GetValue(door).ShouldBe(1);

    [Fact]
    public void A_variable_may_name_a_file_instead_and_not_as_well()
    {
        Environment.SetEnvironmentVariable("ORCHESTRATOR_RS_PLACE_FILE", Write("hidden\n"));
        Complete().GetValue(place).ShouldBe("hidden");
        Environment.SetEnvironmentVariable("ORCHESTRATOR_RS_PLACE", "shown");
        Should.Throw<UserError>(() => Complete()).Message.ShouldContain("Both ORCHESTRATOR_RS_PLACE and ORCHESTRATOR_RS_PLACE_FILE");
    }

    [Fact]
    public void A_secret_in_a_variable_goes_before_the_file_that_the_role_file_names()
    {
        var (named, other) = (Write("from the role file\n"), Write("from a variable\n"));
        var file = Write($"rs-secret-file: {named}\n");
        Secret.Of(Complete("--config", file).GetValue(secret), "ORCHESTRATOR_RS_SECRET").ShouldBe("from the role file");
        Environment.SetEnvironmentVariable("ORCHESTRATOR_RS_SECRET_FILE", other);
        Secret.Of(Complete("--config", file).GetValue(secret), "ORCHESTRATOR_RS_SECRET").ShouldBe("from a variable");
        Environment.SetEnvironmentVariable("ORCHESTRATOR_RS_SECRET_FILE", null);
        Environment.SetEnvironmentVariable("ORCHESTRATOR_RS_SECRET", "itself");
        Secret.Of(Complete("--config", file).GetValue(secret), "ORCHESTRATOR_RS_SECRET").ShouldBe("itself");
    }

    [Theory]
    [InlineData("rs-door: wide\n", ":1:10: 'rs-door' is a whole number, not 'wide'.")]
    [InlineData("rs-share: half\n", ":1:11: 'rs-share' is a number, not 'half'.")]
    [InlineData("rs-place: x\nrs-open: perhaps\n", ":2:10: 'rs-open' is true or false, not 'perhaps'.")]
    [InlineData("rs-place: [a, b]\n", ":1:11: 'rs-place' is a single value, not a list.")]
    [InlineData("rs-hue: green\n", ":1:9: ")]
    [InlineData("rs-dor: 1\n",
        ":1:1: unknown key 'rs-dor' of a porter; allowed: rs-door, rs-place, rs-secret-file, rs-hue, rs-open, rs-tag, rs-share. Did you "
        + "mean 'rs-door'?")]
    [InlineData("rs-place:\n", "'rs-place' is a single value, not nothing.")]
    [InlineData("- rs-place\n", ":1:1: a porter's file is a list of keys and values")]
    [InlineData("rs-place: {a: b}\n", "'rs-place' is a single value, not keys and values.")]
    public void A_mistake_in_the_file_is_named_with_its_place(string text, string message)
    {
        var file = Write(text);
        Should.Throw<UserError>(() => Complete("--config", file)).Message.ShouldContain(message.StartsWith(':') ? file + message : message);
    }

    [Fact]
    public void A_mistake_in_a_variable_is_named_with_the_variable()
    {
        Environment.SetEnvironmentVariable("ORCHESTRATOR_RS_DOOR", "wide");
        Should.Throw<UserError>(() => Complete()).Message.ShouldBe("ORCHESTRATOR_RS_DOOR: 'rs-door' is a whole number, not 'wide'.");
    }

    [Fact]
    public void A_file_of_comments_says_nothing() => Complete("--config", Write("# rs-door: 5\n\n")).GetValue(door).ShouldBe(1);

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Should.Throw<UserError>(() => Complete("--config", "/nowhere/role.yaml")).Message.ShouldContain("/nowhere/role.yaml");

    private ParseResult Complete(params string[] arguments)
    {
        var given = root.Parse(["porter", .. arguments]);
        given.Errors.ShouldBeEmpty();
        var parsed = settings.Complete(given);
        parsed.Errors.ShouldBeEmpty();
        return parsed;
    }

    private string Write(string text)
    {
        var path = Path.Combine(folder, $"{Directory.GetFiles(folder).Length}.yaml");
        File.WriteAllText(path, text);
        return path;
    }
}
