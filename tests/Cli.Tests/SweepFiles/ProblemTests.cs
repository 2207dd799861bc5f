using Orchestrator.Cli.Tests.Rendering;

namespace Orchestrator.Cli.Tests.SweepFiles;

/// <summary>Every kind of mistake: a caret in the text marks where it must be reported.</summary>
public sealed class ProblemTests(SampleFile file) : IClassFixture<SampleFile>
{
    [Theory]
    [InlineData("search: {", "^serach: {",
        "unknown key 'serach' in the sweep file; allowed: name, seed, data, model, search, space, constraints, cross_validation, "
        + "objective, objectives, stopping, resources, artifacts, plugins. Did you mean 'search'?")]
    [InlineData("trials: 20", "^trails: 20",
        "unknown key 'trails' in 'search'; allowed: algorithm, population, restarts, elimination, trials, parallel, fold_wise, cost_aware, "
            + "best_by, pruner, stop, enqueue. Did you mean 'trials'?")]
    [InlineData("search: { algorithm: bayesian, trials: 20,", "search: ^{ algorithm: bayesian,",
        "'trials' is missing in 'search': a whole number from 1 to 1000000.")]
    [InlineData("seed: 7", "seed: 7\n^epochs: 3", "'epochs' belongs in 'stopping'.")]
    [InlineData("batch_size: 64", "^batchsize: 64",
        "unknown key 'batchsize' in 'fixed'; allowed: filters, hidden, dropout, learning_rate, batch_size, restart, input_order, "
        + "pooling. Did you mean 'batch_size'?")]
    [InlineData("seed: 7", "seed: 7\n^seed: 8", "the key 'seed' stands here twice; first in line 2.")]
    [InlineData("  filters: {", "  ^dropout: { type: float, low: 0, high: 0.5 }\n  filters: {", null)]
    [InlineData("seed: 7", "seed: 7\n^[a, b]: 8", "a key is a word, not a list.")]
    [InlineData("stopping: { epochs: 12, patience: 4, min_delta: 0.0 }", "stopping: ^12",
        "'stopping' holds keys and values (epochs, patience, min_delta), not '12'.")]
    [InlineData("name: splice", "^name: splice", null)]
    public void Keys(string old, string replacement, string? message) => Check(old, replacement, message);

    [Theory]
    [InlineData("trials: 20", "trials: ^twenty", "'trials' is a whole number from 1 to 1000000, not 'twenty'.")]
    [InlineData("trials: 20", "trials: ^0", "not '0'.")]
    [InlineData("trials: 20", "trials: ^2.5", "not '2.5'.")]
    [InlineData("trials: 20", "trials: ^\"20\"", "not the text \"20\".")]
    [InlineData("trials: 20", "trials: ^[20]", "not a list.")]
    [InlineData("parallel: 2", "parallel: ^-1", "'parallel' is a whole number from 1 to 10000, not '-1'.")]
    [InlineData("seed: 7", "seed: ^-7", "'seed' is a whole number from 0 to 18446744073709551615, not '-7'.")]
    [InlineData("seed: 7", "seed: ^1.5", "not '1.5'.")]
    [InlineData("seed: 7", "seed: ^18446744073709551616", "not '18446744073709551616'.")]
    [InlineData("name: splice", "name: ^My Sweep", "'My Sweep' is no name: a name is lower-case letters, digits and dashes")]
    [InlineData("folds: 5", "folds: ^1", "'folds' is a whole number from 2 to 10000, not '1'.")]
    [InlineData("stratified: true", "stratified: ^yes", "'stratified' is true or false, not 'yes'.")]
    [InlineData("fraction: 0.3723", "fraction: ^1", "'fraction' is a share of the rows, at least 0 and below 1, not '1'.")]
    [InlineData("fraction: 0.3723", "fraction: ^-0.1", "not '-0.1'.")]
    [InlineData("test: { fraction: 0.3723, rows: last }", "test: ^1.5", "'test' is a share of the rows")]
    [InlineData("rows: last", "rows: ^lsat", "unknown rows 'lsat'; allowed: random, last. Did you mean 'last'?")]
    [InlineData("epochs: 12", "epochs: ^0", "'epochs' is a whole number from 1 to 1000000, not '0'.")]
    [InlineData("patience: 4", "patience: ^0", "'patience' is a whole number from 1")]
    [InlineData("min_delta: 0.0", "min_delta: ^-1", "'min_delta' is a number of at least 0, not '-1'.")]
    [InlineData("retries: 2", "retries: ^-1", "'retries' is a whole number from 0")]
    [InlineData("slots: 2", "slots: ^0", "'slots' is a whole number from 1")]
    [InlineData("seed: 7", "seed: 7\nartifacts: { keep: ^best }", "'keep' is all, none, or 'best' and a number of trials")]
    [InlineData("seed: 7", "seed: 7\nartifacts: { keep: ^some }", "not 'some'.")]
    [InlineData("device: auto", "device: ^gpu", "unknown device 'gpu'; allowed: auto, cpu, cuda.")]
    public void Values(string old, string replacement, string message) => Check(old, replacement, message);

    [Theory]
    [InlineData("parallel: 2", "pruner: ^medain", "Did you mean 'median'?")]
    [InlineData("parallel: 2", "pruner: { name: median, warm_up_epochs: ^12 }", "'warm_up_epochs' ('12') leaves none of the 12 epochs")]
    [InlineData("parallel: 2", "pruner: { name: halving, first_rung: ^50 }", "'first_rung' ('50') lies beyond the 12 epochs of a fold")]
    [InlineData("parallel: 2", "pruner: { name: hyperband, reduction: ^13 }", "'reduction' ('13') is more than the 12 epochs of a fold")]
    [InlineData("parallel: 2", "pruner: { name: threshold, limit: ^1.5 }", "accuracy lies between 0 and 1, not '1.5'.")]
    [InlineData("parallel: 2", "stop: { target: ^95 }", "accuracy lies between 0 and 1, not '95'.")]
    [InlineData("parallel: 2", "pruner: { name: racing, significance: ^0.9 }",
        "'significance' is a probability above 0 and at most 0.5, not '0.9'.")]
    [InlineData("parallel: 2", "pruner: { name: halving, ^reducton: 3 }", "Did you mean 'reduction'?")]
    [InlineData("parallel: 2", "pruner: ^[median]", "'pruner' holds keys and values")]
    [InlineData("parallel: 2", "stop: { no_improvement: ^0 }", "'no_improvement' is a whole number from 1")]
    [InlineData("parallel: 2", "stop: { hours: ^-1 }", "'hours' is a number of hours above 0 and at most 1000000, not '-1'.")]
    [InlineData("parallel: 2", "stop: ^20", "'stop' holds keys and values (no_improvement, target, hours, little_to_gain), not '20'.")]
    [InlineData("parallel: 2", "enqueue: ^3", "'enqueue' is a list of configurations")]
    [InlineData("parallel: 2", "enqueue: [^{ learning_rate: 1e-3, filters: 32, dropout: 0.1, pooling: max }]", "'hidden' is missing")]
    [InlineData("parallel: 2", "enqueue: [{ learning_rate: ^5, filters: 32, dropout: 0.1, pooling: mean }]",
        "'5' is not a value of 'learning_rate' in the space.")]
    [InlineData("parallel: 2", "enqueue: [{ learning_rate: 1e-3, filters: 32, dropout: 0.1, pooling: mean, ^units: 3 }]",
        "unknown key 'units'")]
    public void Searching(string old, string replacement, string message) => Check(old, replacement, message);

    [Theory]
    [InlineData("[filters * ^kernal <= 4096]",
        "unknown parameter 'kernal' in a constraint; the space has learning_rate, filters, dropout, pooling, hidden.")]
    [InlineData("\n  - filters * ^hiden <= 4096", "Did you mean 'hidden'?")]
    [InlineData("\n  - filters <= 64\n  - dropout ^= 0.1", "'=' has no place in a constraint: write '=='.")]
    [InlineData("\n  - dropout < 0.3 ^&& filters > 32", "write 'and'")]
    [InlineData("\n  - filters ^+ 2", "a constraint is a condition, such as 'filters * kernel <= 4096'; this is a number.")]
    [InlineData("\n  - \"pooling in ['max', ^'maen']\"", "unknown choice 'maen' of 'pooling'; it is max, mean. Did you mean 'mean'?")]
    [InlineData("\n  - pooling == ^mean", "'mean' is a choice of 'pooling', not a parameter: put it in quotes.")]
    [InlineData("\n  - filters <= ^batch_size", "'batch_size' is always 64: it is fixed under 'model'. Write 64 instead.")]
    [InlineData("\n  - (filters <= 64^", "')' for the '(' at column 1 should stand here, not the end.")]
    [InlineData("\n  - ^{ a: 1 }", "a constraint is a condition such as")]
    [InlineData("^[filters > 32, filters < 32]",
        "no configuration was found that meets all of these: of 20000 points drawn 0 did")]
    [InlineData("^[learning_rate + dropout > 2]", "no configuration was found that meets all of these: of 20000 points drawn 0 did")]
    public void Constraints(string constraints, string message) =>
        Check("cross_validation:", $"constraints: {constraints}\ncross_validation:", message);

    [Fact]
    public void A_queued_configuration_that_breaks_a_constraint() => Check(
        "parallel: 2 }",
            "enqueue: [^{ learning_rate: 1e-3, filters: 64, dropout: 0.1, pooling: mean }] }\nconstraints: [filters < 64 or dropout > 0.2]",
        "this configuration breaks the constraint 'filters < 64 or dropout > 0.2', so that it can never be tried.");

    [Theory]
    [InlineData("algorithm: bayesian", "algorithm: ^baysian",
        "unknown algorithm 'baysian'; allowed: grid, random, bayesian, parego, population, restarts, elimination. Did you mean "
            + "'bayesian'?")]
    [InlineData("name: net", "name: ^nte", "unknown model 'nte'; allowed: net. Did you mean 'net'?")]
    [InlineData("format: fasta", "format: ^Fasta", "unknown format 'Fasta'; allowed: fasta, csv, npz. Did you mean 'fasta'?")]
    [InlineData("metric: accuracy", "metric: ^acuracy", "Did you mean 'accuracy'?")]
    [InlineData("direction: maximize", "direction: ^minimize", "'accuracy' is better when it is larger: its direction is maximize.")]
    [InlineData("direction: maximize", "direction: ^maximise", "Did you mean 'maximize'?")]
    [InlineData("path: dna.fasta", "path: ^dan.fasta", "Did you mean 'dna.fasta'?")]
    [InlineData("path: dna.fasta", "path: ^elsewhere/dna.fasta",
        "does not exist. Paths are relative to the sweep file, or to --data-root DIR.")]
    [InlineData("path: dna.fasta", "path: ^.", "'.' is a folder; the data is a file.")]
    [InlineData("data: { path: dna.fasta, format: fasta }", "data: ^{ path: dna.txt }",
        "'format' is missing in 'data': one of fasta, csv, npz.")]
    [InlineData("data: { path: dna.fasta, format: fasta }", "data: ^{ format: fasta }", "'path' is missing in 'data': a file.")]
    [InlineData("batch_size: 64", "batch_size: ^0", "'batch_size' of net is an integer from 1 to 65536, not '0'.")]
    [InlineData("batch_size: 64", "batch_size: ^many", "not 'many'.")]
    public void Registries(string old, string replacement, string message) => Check(old, replacement, message);

    [Theory]
    [InlineData("learning_rate:", "^learnig_rate:",
        "unknown hyper-parameter 'learnig_rate' of net; allowed: filters, hidden, dropout, learning_rate, batch_size, restart, "
        + "input_order, pooling. Did you mean 'learning_rate'?")]
    [InlineData("  filters:", "  ^batch_size: { type: int, low: 1, high: 2 }\n  filters:",
        "'batch_size' is searched here and fixed under 'model'; leave one of them out.")]
    [InlineData("filters: {", "filters: ^64\n  units: {", "A value that does not vary belongs under 'model', 'fixed'.")]
    [InlineData("low: 1e-4", "low: ^NaN", "'low' is a number, not 'NaN'.")]
    [InlineData("low: 1e-4", "low: ^.inf", "'low' is a number, not '.inf'.")]
    [InlineData("low: 1e-4", "low: ^1e-1", "'low' (0.1) lies above 'high' (0.01).")]
    [InlineData("low: 1e-4", "low: ^0", "a logarithmic scale begins above 0; 'low' is 0.")]
    [InlineData("low: 16, high: 128", "low: ^0, high: 128", "a logarithmic scale begins at 1 or above; 'low' is 0.")]
    [InlineData("low: 16, high: 96, step: 16", "low: 16, high: 96, step: ^81", "'step' (81) is longer than the range from 16 to 96.")]
    [InlineData("high: 0.6, step: 0.1", "high: 0.6, step: ^0.7", "'step' (0.7) is longer than the range")]
    [InlineData("high: 0.6, step: 0.1", "high: 0.6, step: ^0", "'step' is a number above 0, not '0'.")]
    [InlineData("log: true }", "log: true, step: ^0.001 }", "a logarithmic scale has no 'step'.")]
    [InlineData("low: 16, high: 96", "low: ^16.5, high: 96", "'low' is a whole number, not '16.5'.")]
    [InlineData("filters: { type: int, low: 16,", "filters: ^{ type: int,", "'low' is missing in 'filters': a whole number.")]
    [InlineData("filters: { type: int", "filters: { type: ^integer", "unknown type 'integer'; allowed: float, int, categorical.")]
    [InlineData("filters: { type: int, low: 16, high: 96, step: 16 }", "filters: { type: ^float, low: 16, high: 96 }",
        "'filters' of net is an integer from 1 to 4096: its type is int, not float.")]
    [InlineData("{ type: categorical, choices: [max, mean] }", "{ type: ^int, low: 1, high: 3 }",
        "'pooling' of net is one of max, mean, no: its type is categorical.")]
    [InlineData("high: 0.6, step: 0.1", "high: ^1.5, step: 0.1", "'dropout' of net is a number from 0 to 0.95, not '1.5'.")]
    [InlineData("[max, mean]", "[max, ^median]", "'pooling' of net is one of max, mean, no, not 'median'.")]
    [InlineData("[max, mean]", "[max, ^max]", "the choice 'max' stands here twice.")]
    [InlineData("[max, mean]", "[max, ^[mean]]", "a choice is a word or a number, not a list.")]
    [InlineData("choices: [max, mean]", "choices: ^max", "'choices' is a list of at least one word, such as [max, mean]; found 'max'.")]
    [InlineData("choices: [max, mean]", "choices: ^[]", "'choices' is a list of at least one word")]
    [InlineData("choices: [max, mean]", "choices: [max, mean], log: ^true", "a parameter of type categorical has no 'log'.")]
    public void Spaces(string old, string replacement, string message) => Check(old, replacement, message);

    [Theory]
    [InlineData("when: { pooling:", "when: { ^poling:",
        "unknown parameter 'poling' above 'hidden'; allowed: learning_rate, filters, dropout, pooling. Did you mean 'pooling'?")]
    [InlineData("{ type: int, low: 16, high: 96, step: 16 }", "{ choices: [32, ^32.0] }",
        "the choice '32.0' stands here twice: it is the same number as '32'.")]
    [InlineData("when: { pooling: [max] }", "when: ^{ learning_rate: [0.001] }", "'learning_rate' has endlessly many values")]
    [InlineData("when: { pooling: [max] }", "when: { ^hidden: [16] }", "'hidden' cannot depend on itself.")]
    [InlineData("when: { pooling: [max] }", "when: { ^batch_size: [64] }", "'batch_size' is always 64: it is fixed under 'model'.")]
    [InlineData("when: { pooling: [max] }", "when: { pooling: [^median] }", "'pooling' never is 'median'; it is one of max, mean.")]
    [InlineData("when: { pooling: [max] }", "when: { filters: [^17] }",
        "'filters' never is '17'; it is an integer from 16 to 96 in steps of 16.")]
    [InlineData("when: { pooling: [max] }", "when: ^max",
        "'when' names one parameter and its values, such as { pooling: [max] }; found 'max'.")]
    [InlineData("high: 0.6, step: 0.1", "high: 0.6, step: 0.1, when: { ^pooling: [max] }",
        "'pooling' stands below 'dropout'; a condition speaks of a parameter above. Move 'pooling' up.")]
    public void Conditions(string old, string replacement, string message) => Check(old, replacement, message);

    [Fact]
    public void A_grid_holds_no_endless_parameter()
    {
        var grid = SampleFile.With("algorithm: bayesian", "algorithm: grid");
        file.ProblemsAtCaret(grid.Replace("  learning_rate", "  ^learning_rate")).ShouldHaveSingleItem()
            .ShouldContain("list some as 'choices'");
        file.ProblemsAtCaret(grid.Replace(", step: 0.1", "").Replace("  dropout", "  ^dropout")).ShouldHaveSingleItem()
            .ShouldContain("give it a 'step'");
        file.Parse(grid).Problems.Count.ShouldBe(1);
    }

    [Fact]
    public void A_grid_does_not_take_an_endless_default_space() =>
        file.ProblemsAtCaret("""
            data: { path: dna.fasta }
            model: { name: net }
            search: ^{ algorithm: grid, trials: 3 }
            cross_validation: { folds: 2 }
            objective: { metric: loss }
            stopping: { epochs: 1 }
            """).ShouldHaveSingleItem().ShouldContain("endlessly many values of dropout");

    [Fact]
    public void All_problems_come_at_once_in_the_order_of_the_file()
    {
        var text = SampleFile.With("trials: 20", "trials: none").Replace("folds: 5", "folds: 1").Replace("learning_rate", "learnig_rate")
            .Replace("seed: 7", "sede: 7");
        file.Parse(text).Problems.Select(p => p.In("examples/splice.yaml")).ShouldBe(
        [
            "examples/splice.yaml:2:1: unknown key 'sede' in the sweep file; allowed: name, seed, data, model, search, space, "
                + "constraints, cross_validation, objective, objectives, stopping, resources, artifacts, plugins. Did you mean 'seed'?",
            "examples/splice.yaml:5:40: 'trials' is a whole number from 1 to 1000000, not 'none'.",
            "examples/splice.yaml:7:3: unknown hyper-parameter 'learnig_rate' of net; allowed: filters, hidden, dropout, learning_rate, "
                + "batch_size, restart, input_order, pooling. Did you mean 'learning_rate'?",
            "examples/splice.yaml:12:28: 'folds' is a whole number from 2 to 10000, not '1'.",
        ]);
    }

    [Fact]
    public void Every_missing_section_is_named()
    {
        var messages = file.Parse("name: splice\n").Problems.Select(p => p.Message).ToArray();
        foreach (var section in new[] { "data", "model", "search", "cross_validation", "objective", "stopping" })
        {
            messages.ShouldContain(m => m.StartsWith($"'{section}' is missing in the sweep file; it holds "));
        }

        messages.Length.ShouldBe(6);
    }

    [Fact]
    public void Numbers_are_read_and_told_alike_in_all_countries()
    {
        Foreign.Run(() => file.Parse(SampleFile.Text)).Problems.ShouldBeEmpty();
        var text = SampleFile.With("low: 1e-4", "low: 0.5").Replace("step: 0.1", "step: 0.75").Replace("batch_size: 64", "batch_size: -1");
        Foreign.Run(() => file.Parse(text)).Problems.ShouldBe(file.Parse(text).Problems);
    }

    [Fact]
    public void A_parameter_that_is_broken_does_not_break_the_one_that_depends_on_it() =>
        file.Parse(SampleFile.With("choices: [max, mean]", "choices: []")).Problems.ShouldHaveSingleItem();

    private void Check(string old, string replacement, string? message)
    {
        if (message is null)
        {
            // The spoilt text holds the mistake further on, or none at all: the marked place must stay quiet.
            var text = SampleFile.With(old, replacement);
            var result = file.Parse(text.Replace("^", ""));
            var (line, column) =
                (text[..text.IndexOf('^')].Count(c => c == '\n') + 1, text.IndexOf('^') - text.LastIndexOf('\n', text.IndexOf('^')));
            result.Problems.ShouldNotContain(p => p.Line == line && p.Column == column);
            return;
        }
        file.ProblemsAtCaret(SampleFile.With(old, replacement))
            .ShouldContain(m => m.Contains(message), $"expected at the caret: {message}");
    }
}
