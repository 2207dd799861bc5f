namespace Orchestrator.Actors;

/// <summary>What a supervisor decides about a child that failed.</summary>
public enum Directive
{
    /// <summary>Replace it by a new instance, after the back-off.</summary>
    Restart,

    /// <summary>Go on with the next message and the state as it is. A child that failed to start is stopped instead.</summary>
    Resume,

    /// <summary>Stop it for good.</summary>
    Stop,

    /// <summary>Fail as well, for the same cause, and let the next supervisor decide. At the top of the system: stop it.</summary>
    Escalate,
}
