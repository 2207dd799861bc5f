using Orchestrator.Actors.Diagnostics;
using Orchestrator.Actors.Transport;
using Serilog;

namespace Orchestrator.Cli.Embedded;

/// <summary>Writes what actors have to say to the log.</summary>
internal static class ActorLog
{
    public static Action<SystemEvent> To(ILogger log) => happened =>
    {
        switch (happened)
        {
            case ActorFailed failed:
                log.Error(failed.Cause, "{Actor} failed at {Message}: {Directive}", failed.Actor, failed.Message, failed.Directive);
                break;
            case ActorWarning warning:
                log.Warning(warning.Cause, "{Actor}: {Doing} went wrong", warning.Actor, warning.Doing);
                break;
            case DeadLetter { Message: UnreadableMessage unreadable }:
                log.Warning("A message that this version cannot read is dropped: '{Manifest}' from {Sender}. {Reason}", unreadable.Manifest, unreadable.Sender, unreadable.Reason);
                break;
            default:
                log.Debug("{Event}", happened);
                break;
        }
    };
}
