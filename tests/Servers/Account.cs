using System.Diagnostics;

namespace Orchestrator.Servers;

/// <summary>Whom a server runs as: the user who tests; in place of root, as whom PostgreSQL refuses to run, a user without
/// rights.</summary>
internal sealed class Account
{
    private readonly string[] prefix;

    private Account(string[] prefix) => this.prefix = prefix;

    /// <param name="preferred">The user that the server's package creates. Where there is none: <c>nobody</c>.</param>
    public static Account For(string preferred)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new Account([]);
        }

        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).ToLookup(fields => fields[0]);
        var user = (users[preferred].FirstOrDefault() ?? users["nobody"].FirstOrDefault())
            ?? throw new InvalidOperationException($"Neither '{preferred}' nor 'nobody' is a user here, and servers do not run as root.");
        return new Account(["setpriv", $"--reuid={user[2]}", $"--regid={user[3]}", "--clear-groups", "--"]);
    }

    /// <summary>A command of this user, in a folder that every user may enter.</summary>
    public ProcessStartInfo Command(params IEnumerable<string> command)
    {
        string[] all = [.. prefix, .. command];
        var start = new ProcessStartInfo(all[0], all[1..]) { WorkingDirectory = "/" };
        if (prefix.Length > 0)
        {
            start.Environment.Remove("TMPDIR"); // may be root's alone
        }

        return start;
    }
}
