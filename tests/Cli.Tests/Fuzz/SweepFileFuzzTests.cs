using Orchestrator.Cli.SweepFiles;
using Orchestrator.Contracts.Validation;
using Orchestrator.Shared;
using Orchestrator.Shared.Fuzz;

namespace Orchestrator.Cli.Tests.Fuzz;

/// <summary>Whatever a sweep file holds, it is a sweep or its problems are told.</summary>
public class SweepFileFuzzTests
{
    private const int Damages = 1000;

    [Fact]
    public void A_damaged_sweep_file_is_read_or_refused()
    {
        var files = Directory.GetFiles(RepositoryFolder.At("examples"), "*.yaml").Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes).ToArray();
        files.ShouldNotBeEmpty();
        var folder = Directory.CreateTempSubdirectory("fuzz-").FullName;
        try
        {
            var path = Path.Combine(folder, "sweep.yaml");
            FuzzBudget.Try(Damages, 0.1, number =>
            {
                File.WriteAllBytes(path, Mutation.Of(files[number % files.Length], number));
                try
                {
                    SweepFileLoader.Load(path, new SweepOverrides());
                    return null;
                }
                catch (UserError failure)
                {
                    return failure.Message.Contains(path, StringComparison.Ordinal) ? null : $"the file is not named: {failure.Message}";
                }
                catch (Exception failure)
                {
                    return failure.ToString();
                }
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
