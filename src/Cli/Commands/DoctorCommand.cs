using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Diagnosis;
using Orchestrator.Cli.Embedded;
using Orchestrator.Contracts.Wire;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator doctor</c>.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var (home, json) = (CommonOptions.Home(), CommonOptions.Json());
        var command = new ExampledCommand("doctor", "Shows what is installed, which devices there are, and what to do about what is missing.",
            ("orchestrator doctor", "versions, devices, folders"),
            ("orchestrator doctor --json", "the same for scripts; exit code 1 when something is broken"))
        { home, json };
        command.SetAction(parsed => Report(Home.At(parsed.GetValue(home)), parsed.GetValue(json)));
        return command;
    }

    private static int Report(Home home, bool json)
    {
        var findings = Examination.Of(home).ToArray();
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(findings, WireJson.Indented));
        else Print(findings);
        return findings.Any(f => f.Health == Health.Broken) ? ExitCode.Failure : ExitCode.Success;
    }

    private static void Print(Finding[] findings)
    {
        var width = findings.Max(f => f.Subject.Length);
        foreach (var finding in findings)
        {
            var mark = finding.Health switch { Health.Good => "ok    ", Health.Limited => "limits", _ => "BROKEN" };
            Console.Out.WriteLine($"{mark}  {finding.Subject.PadRight(width)}  {finding.Detail}");
            if (finding.Cure is { } cure) Console.Out.WriteLine($"{new string(' ', width + 10)}→ {cure}");
        }
    }
}
