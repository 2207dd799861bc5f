using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.GpuNode.Workers.Trainers;

/// <summary>
/// A shell beside the worker that ends what the worker started when the worker ends, in whatever way: then its standard input ends. It is
/// no child of the worker, so that whoever kills the worker with its children leaves it to do that.
/// </summary>
internal sealed class TrainerGuard : IDisposable
{
    // It reads the number of a process group, a line each; the last one counts, and an empty one means that there is nothing to end.
    private const string Watch =
        """
        exec >/dev/null 2>&1
        trap '' HUP INT TERM
        while read -r line; do group=$line; done
        [ -n "$group" ] && kill -s KILL -- "-$group"
        """;

    // Commands in the background read /dev/null, unless told otherwise: hence the third descriptor.
    private const string Detach = "exec 3<&0; setsid sh -c \"$0\" <&3 3<&- &";

    private Process? shell;

    /// <summary>What is to be ended with the worker; null = nothing.</summary>
    public void Keep(int? group)
    {
        try
        {
            Tell(group);
        }
        catch (IOException) // somebody has killed it
        {
            shell?.Dispose();
            shell = null;
            Tell(group);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        shell?.StandardInput.Close();
        shell?.Dispose();
    }

    private void Tell(int? group)
    {
        if (shell is null && group is null)
        {
            return;
        }

        shell ??= Process.Start(new ProcessStartInfo("sh", ["-c", Detach, Watch]) { RedirectStandardInput = true })!;
        shell.StandardInput.WriteLine(group?.ToString(CultureInfo.InvariantCulture));
        shell.StandardInput.Flush();
    }
}
