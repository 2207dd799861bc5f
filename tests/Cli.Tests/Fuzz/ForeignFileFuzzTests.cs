using Orchestrator.Cli.Studies;
using Orchestrator.Cli.Tests.Studies;
using Orchestrator.Contracts.Validation;
using Orchestrator.Shared.Fuzz;

namespace Orchestrator.Cli.Tests.Fuzz;

/// <summary>Whatever a file of another program holds, it is a sweep or refused with its name.</summary>
public sealed class ForeignFileFuzzTests : IDisposable
{
    private const int Damages = 300;

    private readonly StudyFixture studies = new();
    private readonly string folder = Directory.CreateTempSubdirectory("fuzz-").FullName;

    public void Dispose()
    {
        studies.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("sweep.yaml", "")]
    [InlineData("space.yaml", "")]
    [InlineData("study.db", "")]
    [InlineData("journal.log", "")]
    [InlineData("oracle.json", "")]
    [InlineData("exp/train_0/params.json", "exp")]
    [InlineData("exp/train_0/result.json", "exp")]
    public void A_damaged_file_is_read_or_refused(string file, string read)
    {
        var whole = Whole(file);
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(path)!, "params.json"), """{"lr": 0.1, "act": "relu"}""");
        var name = Path.Combine(folder, read.Length > 0 ? read : file);
        FuzzBudget.Try(Damages, 0.01, number =>
        {
            File.WriteAllBytes(path, Mutation.Of(whole, number));
            try
            {
                _ = SweepText.Of(ForeignFile.Find(name)!.Read(), name).Count();
                return null;
            }
            catch (UserError failure)
            {
                return failure.Message.Contains(name, StringComparison.Ordinal) ? null : $"the file is not named: {failure.Message}";
            }
            catch (Exception failure)
            {
                return failure.ToString();
            }
        });
    }

    private byte[] Whole(string file) => Path.GetFileName(file) switch
    {
        "study.db" => File.ReadAllBytes(studies.WriteDatabase()),
        "journal.log" => File.ReadAllBytes(studies.WriteJournal()),
        "space.yaml" => """
            lr: tune.loguniform(1e-4, 1e-1)
            units: tune.qrandint(8, 64, 8)
            act: tune.choice(["relu", 'tanh', None, (1, 2)])
            optimizer: { momentum: "tune.randn(0.9, 0.1)", nesterov: true }
            """u8.ToArray(),
        "oracle.json" => """
            {"hyperparameters": {"space": [
            {"class_name": "Choice", "config": {"name": "kind", "conditions": [], "values": ["mlp", "cnn"]}},
            {"class_name": "Int", "config": {"name": "units", "conditions": [], "min_value": 8, "max_value": 64, "step": 2,
            "sampling": "log"}},
            {"class_name": "Float", "config": {"name": "rate",
            "conditions": [{"class_name": "Parent", "config": {"name": "kind", "values": ["cnn"]}}],
            "min_value": 0.1, "max_value": 1.0, "step": 0.1, "sampling": "linear"}}], "values": {}}, "start_order": ["a"]}
            """u8.ToArray(),
        "params.json" => """{"lr": 0.1, "act": "relu", "net": {"width": 64, "deep": [1, 2]}}"""u8.ToArray(),
        "result.json" => """
            {"loss": 0.4, "mean_accuracy": 0.9, "training_iteration": 1, "config": {"lr": 0.1}}
            {"loss": NaN, "mean_accuracy": 0.8, "training_iteration": 2, "config": {"lr": 0.1}}
            {"loss": 0.2, "mean_accuracy": 0.7, "training_iteration": 3, "config": {"lr": 0.1}}
            """u8.ToArray(),
        _ => """
            program: train.py
            method: grid
            metric: { name: val_loss, goal: minimize, target: 0.01 }
            early_terminate: { type: hyperband, max_iter: 27, s: 2, eta: 3 }
            command: ["${env}", "${interpreter}", "${program}", "${args_no_hyphens}"]
            parameters:
              lr: { distribution: q_log_uniform_values, min: 1, max: 64, q: 8 }
              layers: { min: 1, max: 4 }
              x: { distribution: q_normal, mu: 0, sigma: 1, q: 0.1 }
              optimizer: { parameters: { name: { values: [adam, [1, 2]] } } }
            """u8.ToArray(),
    };
}
