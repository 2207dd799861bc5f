using NSubstitute;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Cli.Tests.Export;

/// <summary>A place of sweeps that have measured what a test says, trial by trial; nothing else can be asked of it.</summary>
internal static class Measured
{
    /// <summary>A place whose trials measured these rows.</summary>
    public static ISweepClient By(Func<int, IReadOnlyList<MeasurementRow>> rows)
    {
        var place = Substitute.For<ISweepClient>();
        place.MeasurementsAsync(Arg.Any<SweepId>(), Arg.Any<int?>()).Returns(call => call.Arg<int?>() is { } trial ? rows(trial)
            : throw new InvalidOperationException("All measurements were asked for at once."));
        return place;
    }
}
