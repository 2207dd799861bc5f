using System.CommandLine;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Settings;
using Orchestrator.Cli.Web;
using Serilog;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator web</c>.</summary>
internal static class WebCommand
{
    public static Command Create()
    {
        var home = CommonOptions.Home();
        var port = new Option<int?>("--port")
        {
            Description = "Port on this machine. [default: 7070, or any that is free where that is taken]",
            HelpName = "PORT",
        };
        var command = new ExampledCommand("web",
            "Shows the sweeps of this machine as a web page, until it is interrupted. Also those that run now, and a home that can only be "
            + "read. A cluster's coordinators serve the same page beside their API.",
            ("orchestrator web", "prints the page's address; it is for this machine alone"),
            ("orchestrator web --home /archive/sweeps --port 8080", "another folder's"))
        { home, port };
        command.SetAction(async (parsed, _) =>
        {
            var place = DataDirectory.At(parsed.GetValue(home)).Existing();
            using var interrupts = new Interrupts();
            await using var log = ConsoleLog.Create();
            Log.Logger = log; // whom the server tells what goes wrong
            await using var page = await LocalPage.StartAsync(place, HomeActions.Of(place), parsed.GetValue(port));
            Console.Error.WriteLine($"The sweeps of {place.Root} are shown at {page.Address} (Ctrl-C ends this)");
            await interrupts.First;
            return ExitCode.Success;
        });
        return command;
    }
}
