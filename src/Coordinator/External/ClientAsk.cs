using Akka.Actor;
using Orchestrator.Contracts.Api.External;

namespace Orchestrator.Coordinator.External;

/// <summary>A client that waits for folds.</summary>
/// <param name="message">What it asks for.</param>
internal sealed class ClientAsk(AskFolds message)
{
    public string Key => message.Key;

    public string Worker => message.Worker;

    public int Count => message.Count;

    /// <summary>Who is answered.</summary>
    public required IActorRef Asker { get; set; }

    /// <summary>Since when, by the clock's timestamp.</summary>
    public required long Since { get; set; }

    /// <summary>For so long.</summary>
    public TimeSpan Wait { get; set; } = TimeSpan.FromSeconds(message.Wait);

    /// <summary>Slots that were granted for it and whose attempts are not journaled yet.</summary>
    public int Pending { get; set; }

    /// <summary>Folds that it gets.</summary>
    public List<Suggestion> Found { get; } = [];

    /// <summary>Whether nobody waits for the answer any more.</summary>
    public bool IsWithdrawn { get; set; }
}
