using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Doctor;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Settings;
using Orchestrator.Cli.SweepFiles;
using Orchestrator.Contracts.Serialization;
using Orchestrator.GpuNode.Devices;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator doctor</c>.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("FILE")
        {
            Description = "A sweep file (YAML), to see whether the command that it names can be run here.",
            DefaultValueFactory = _ => null,
        };
        var (home, server, json) = (CommonOptions.Home(), new ServerOptions(optional: true), CommonOptions.Json());
        var command =
            new ExampledCommand("doctor",
                "Shows what is installed, which devices there are, how a cluster is, and what to do about what is missing.",
            ("orchestrator doctor", "versions, devices, folders"),
            ("orchestrator doctor examples/any-language.yaml", "also: is the program there that the sweep names?"),
            ("orchestrator doctor --server https://head:7070",
                "also: which coordinators are there, certificate, token, clock, nodes, sweeps"),
            ("orchestrator doctor --plugins ~/plugins", "also: what do these plug-ins offer?"),
            ("orchestrator doctor --json", "the same for scripts; exit code 1 when something is broken"))
        { file, home, CommonOptions.Plugins() };
        server.AddTo(command);
        command.Add(json);
        command.SetAction(async (parsed, _) =>
        {
            var torch = new TorchDevices();
            var findings = DoctorChecks.Of(DataDirectory.At(parsed.GetValue(home)), torch, DeviceDiscovery.OfThisMachine(torch).Find)
                .ToList();
            if (parsed.GetValue(file) is { } sweep)
            {
                findings.Add(DoctorChecks.Trainer(SweepFileLoader.Load(sweep, new SweepOverrides()).Model));
            }
            findings.AddRange(DoctorChecks.Plugins());
            if ((parsed.GetValue(server.Server) ?? Secret.Value(ServerOptions.Variable)) is not null)
            {
                using var client = server.Connect(parsed);
                await foreach (var finding in ClusterDoctorChecks.OfAsync(client))
                {
                    findings.Add(finding);
                }
            }
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(findings, WireJson.Indented));
            }
            else
            {
                Print(findings);
            }

            return findings.Any(f => f.Health == Health.Broken) ? ExitCode.Failure : ExitCode.Success;
        });
        return command;
    }

    private static void Print(List<CheckResult> findings)
    {
        var width = findings.Max(f => f.Subject.Length);
        foreach (var finding in findings)
        {
            var mark = finding.Health switch { Health.Good => "ok    ", Health.Limited => "limits", _ => "BROKEN" };
            Console.Out.WriteLine($"{mark}  {finding.Subject.PadRight(width)}  {finding.Detail}");
            if (finding.Cure is { } cure)
            {
                Console.Out.WriteLine($"{new string(' ', width + 10)}→ {cure}");
            }
        }
    }
}
