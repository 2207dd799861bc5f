using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Orchestrator.Remoting;

/// <summary>Says in one line why a connection was refused, where the transport says it three times and with the stack.</summary>
public sealed class TlsLogFilter : ILogEventFilter
{
    private const string Caught = "Error caught channel", Failed = "TLS handshake failed", Rejected = "Rejected incoming connection";

    // By name: the transport's own type is not public.
    private const string NotTls = "NotSslRecordException";

    /// <inheritdoc />
    public bool IsEnabled(LogEvent logEvent)
    {
        if (logEvent.Level < LogEventLevel.Warning)
        {
            return true;
        }
        var message = logEvent.RenderMessage(System.Globalization.CultureInfo.InvariantCulture);
        if (message.StartsWith(Caught, StringComparison.Ordinal) && logEvent.Exception?.GetType().Name == NotTls)
        {
            Log.Warning(
                "A connection with {Peer:l} was refused: it does not speak TLS. Nodes and coordinators take --cluster-ca, "
                    + "--cluster-certificate and --cluster-key",
                PeerOf(message));
            return false;
        }
        return !IsRepetition(message);
    }

    // Our own check of the certificates has said what it refuses; the peer that speaks no TLS had its line above.
    private static bool IsRepetition(string message) =>
        message.StartsWith(Rejected, StringComparison.Ordinal)
        || (message.StartsWith(Failed, StringComparison.Ordinal)
            && (message.Contains("RemoteCertificateValidationCallback", StringComparison.Ordinal)
                || message.Contains("not an SSL/TLS record", StringComparison.Ordinal)));

    // Of "... [[::ffff:10.0.0.1]:7071->[::ffff:10.0.0.2]:51092](Id=...)" the second address.
    private static string PeerOf(string message)
    {
        var (begin, end) = (message.IndexOf("->", StringComparison.Ordinal), message.LastIndexOf("](", StringComparison.Ordinal));
        return begin >= 0 && end > begin ? message[(begin + 2)..end] : "an unknown address";
    }
}
