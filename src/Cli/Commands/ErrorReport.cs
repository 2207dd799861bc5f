using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.GpuNode.Devices;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Plugins.Adapters;

namespace Orchestrator.Cli.Commands;

/// <summary>Turns whatever went wrong into a line and an exit code.</summary>
internal static class ErrorReport
{
    /// <summary>Says what went wrong.</summary>
    /// <param name="exception">What a command threw.</param>
    /// <param name="errors">Where to say it.</param>
    /// <param name="traced">Whether to print the stack trace too.</param>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static int Of(Exception exception, TextWriter errors, bool traced)
    {
        var cause = exception is AggregateException { InnerExceptions: [var only] } ? only : exception;
        var code = CodeOf(cause);
        var details = traced ? "" : $" with what {DebugSwitch.Variable}=1 prints";
        errors.WriteLine(code == ExitCode.InternalError
            ? $"error: {cause.GetType().Name}: {Line(cause.Message)} This is a defect of the program; please report it{details}."
            : $"error: {cause.Message}");
        if (traced)
        {
            errors.WriteLine(exception);
        }
        return code;
    }

    private static int CodeOf(Exception cause) => cause switch
    {
        UserError or DeviceUnavailableException or UnknownModelException or PluginFailedException => ExitCode.BadInput,
        DataFormatException or DataMismatchException => ExitCode.BadInput,
        JournalException or SweepStoppedException => ExitCode.Failure,
        IOException or UnauthorizedAccessException or HttpRequestException or TimeoutException => ExitCode.Failure,
        OperationCanceledException => ExitCode.Interrupted,
        _ => ExitCode.InternalError,
    };

    private static string Line(string text)
    {
        var line = text.Split('\n', 2)[0].TrimEnd();
        return line.EndsWith('.') ? line : line + ".";
    }
}
