using Orchestrator.Cli.Commands;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.GpuNode.Devices;
using Orchestrator.Models.Catalog;

namespace Orchestrator.Cli.Tests.Commands;

public sealed class ErrorReportTests
{
    public static TheoryData<Exception, int, string> Known => new()
    {
        { new UserError("The file is not there."), 2, "error: The file is not there.\n" },
        { new DeviceUnavailableException("There is no GPU."), 2, "error: There is no GPU.\n" },
        { new UnknownModelException("mpl", ["mlp"]), 2, "error: There is no model 'mpl'; there are mlp. "
            + "That of a plug-in is there with --plugins DIR.\n" },
        {
            new SweepStoppedException(new SweepId("a-1"), "Out of luck."), 1,
            "error: Sweep 'a-1' stopped: Out of luck. Nothing journaled is lost; go on with 'orchestrator resume a-1'.\n"
        },
        { new IOException("No space left on device : '/x'"), 1, "error: No space left on device : '/x'\n" },
        { new AggregateException(new UserError("Inside.")), 2, "error: Inside.\n" },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void What_is_known_is_its_own_message(Exception exception, int code, string expected) =>
        Report(exception, traced: false).ShouldBe((code, expected));

    [Fact]
    public void Anything_else_is_a_defect_in_one_line_with_the_way_to_the_details()
    {
        Report(new InvalidOperationException("Sequence\ncontains nothing"), traced: false)
            .ShouldBe((70, "error: InvalidOperationException: Sequence. "
                + "This is a defect of the program; please report it with what ORCHESTRATOR_DEBUG=1 prints.\n"));
        var (_, text) = Report(Thrown(), traced: true);
        text.ShouldContain("   at ");
    }

    private static Exception Thrown()
    {
        try
        {
            throw new InvalidOperationException("Thrown.");
        }
        catch (InvalidOperationException e)
        {
            return e;
        }
    }

    private static (int Code, string Text) Report(Exception exception, bool traced)
    {
        using var errors = new StringWriter { NewLine = "\n" };
        return (ErrorReport.Of(exception, errors, traced), errors.ToString());
    }
}
