using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Orchestrator.Remoting;

/// <summary>Says in one line what went wrong with a connection, where the transport says it several times and with the stack.</summary>
public sealed partial class TransportLogFilter : ILogEventFilter
{
    // By name: the transport's own type is not public.
    private const string NotTls = "NotSslRecordException";

    // Once a second for each machine that is away. Who is away is said by those that miss it: the scheduler of a node, the link of a
    // coordinator. Our own check of the certificates has said what it refuses.
    private static readonly string[] Repetitions =
    [
        "Tried to associate with unreachable", "Association with remote system", "Disassociated", "Rejected incoming connection",
    ];

    private readonly ConcurrentDictionary<string, bool> misnamed = [];

    /// <inheritdoc />
    public bool IsEnabled(LogEvent logEvent)
    {
        if (logEvent.Level < LogEventLevel.Warning)
        {
            return true;
        }
        var message = logEvent.RenderMessage(CultureInfo.InvariantCulture).Replace("\"", "", StringComparison.Ordinal); // around texts
        if (logEvent.Exception?.GetType().Name == NotTls && Channel().Match(message) is { Success: true } channel)
        {
            Log.Warning(
                "A connection with {Peer:l} was refused: it does not speak TLS. Nodes and coordinators take --cluster-ca, "
                    + "--cluster-certificate and --cluster-key",
                channel.Groups["peer"].Value);
            return false;
        }
        if (Misnamed().Match(message) is { Success: true } name)
        {
            var (called, own) = (name.Groups["called"].Value, name.Groups["own"].Value);
            if (misnamed.TryAdd(called, true))
            {
                Log.Warning(
                    "Somebody calls this machine {Called:l}, and is not heard: it is {Own:l}. Use that name in --coordinator, or the "
                        + "other one "
                        + "as this machine's --host",
                    called, own);
            }
            return false;
        }
        return !Array.Exists(Repetitions, repetition => message.StartsWith(repetition, StringComparison.Ordinal))
            && !IsToldHandshake(message);
    }

    private static bool IsToldHandshake(string message) =>
        message.StartsWith("TLS handshake failed", StringComparison.Ordinal)
        && (message.Contains("RemoteCertificateValidationCallback", StringComparison.Ordinal)
            || message.Contains("not an SSL/TLS record", StringComparison.Ordinal));

    [GeneratedRegex(@"^Error caught channel \[.*->(?<peer>.*)\]\(Id")]
    private static partial Regex Channel();

    [GeneratedRegex(@"^Dropping message .* for non-local recipient \[\[\S+?@(?<called>[^/\]]+)/?\]\]"
        + @".* inbound addresses \[\S+?@(?<own>[^/\],]+)")]
    private static partial Regex Misnamed();
}
