using System.CommandLine;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator schema</c>: what a sweep's command is handed and may say.</summary>
internal static class SchemaCommand
{
    private const string Resource = "trainer-1.schema.json"; // docs/trainer-1.schema.json

    public static Command Create()
    {
        var command = new ExampledCommand("schema",
            "Prints the JSON schema of what the command of a sweep is handed and of the lines that it may say.",
            ("orchestrator schema > trainer.schema.json", "for a validator, or for whoever writes a trainer"));
        command.SetAction(_ =>
        {
            using var schema = new StreamReader(typeof(SchemaCommand).Assembly.GetManifestResourceStream(Resource)!);
            Console.Out.Write(schema.ReadToEnd());
            return ExitCode.Success;
        });
        return command;
    }
}
