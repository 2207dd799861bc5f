namespace Orchestrator.Cli;

/// <summary>What the process tells its caller.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>The sweep ended without a scored trial, or it stopped: disk, journal or cluster are to be looked after.</summary>
    public const int Failure = 1;

    /// <summary>The command, the sweep file or the data are not right; nothing was changed.</summary>
    public const int BadInput = 2;

    /// <summary>A defect of the program (the number is that of <c>sysexits.h</c>).</summary>
    public const int InternalError = 70;

    /// <summary>A coordinator ended because the others have gone on without it: start it again.</summary>
    public const int Downed = 75;

    /// <summary>Interrupted and drained; <c>orchestrator resume</c> goes on.</summary>
    public const int Interrupted = 130;
}
