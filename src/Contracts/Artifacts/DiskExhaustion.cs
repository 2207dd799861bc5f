namespace Orchestrator.Contracts.Artifacts;

/// <summary>Tells a file system without room from other failures of input and output.</summary>
public static class DiskExhaustion
{
    // errno of Linux, which .NET hands on as the result: file too large (ulimit -f), no space left on device, quota exceeded.
    private const int FileTooLarge = 27, NoSpace = 28, QuotaExceeded = 122;

    // And what .NET itself says when it reserves a file's length at once.
    private const int DiskFull = unchecked((int)0x80070070);

    /// <summary>Whether something failed for want of room: the disk is full, the quota is used up, or the file may not grow.</summary>
    public static bool Explains(Exception exception) =>
        exception is IOException { HResult: FileTooLarge or NoSpace or QuotaExceeded or DiskFull }
            or HttpRequestException { StatusCode: System.Net.HttpStatusCode.InsufficientStorage }
        || (exception.InnerException is { } inner && Explains(inner));
}
