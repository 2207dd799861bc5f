using Orchestrator.Models.Data;
using Orchestrator.Models.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// Several networks that answer together: the mean of their probabilities, of each label by itself where there are several, and of values
/// the mean.
/// </summary>
/// <remarks>
/// (batch, ...) -> (batch, outputs), before any sigmoid or softmax as every network here: the log-odds of a mean probability, or the
/// logarithms of mean probabilities. Hansen and Salamon 1990, "Neural network ensembles"; means of probabilities and not of logits, so that
/// one member that is sure does not outvote the others.
/// </remarks>
public sealed class EnsembleNetwork : nn.Module<Tensor, Tensor>, IFittedBuffers
{
    private const string Prefix = "member_";

    private readonly IReadOnlyList<nn.Module<Tensor, Tensor>> members;
    private readonly IReadOnlyList<long[]?> columns;
    private readonly TaskKind task;

    /// <param name="members">At least one; disposed of with this.</param>
    /// <param name="columns">For each member which of the ensemble's columns it takes, in its order; null = all.</param>
    /// <param name="task">What they have learned.</param>
    public EnsembleNetwork(IReadOnlyList<nn.Module<Tensor, Tensor>> members, IReadOnlyList<long[]?> columns, TaskKind task)
        : base(nameof(EnsembleNetwork))
    {
        (this.members, this.columns, this.task) = (members, columns, task);
        foreach (var (number, member) in members.Index())
        {
            register_module(Prefix + number.ToString(System.Globalization.CultureInfo.InvariantCulture), member);
        }
    }

    /// <inheritdoc />
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor[] answers = [.. members.Select((member, number) => Scaled(member.call(Own(input, columns[number])).to(float64)))];
        var stacked = stack(answers); // (members, batch, outputs), logarithms of probabilities but for values
        var mean = task switch
        {
            TaskKind.Values => stacked.mean([0]),
            TaskKind.ManyClasses => LogMean(stacked),
            _ => LogOdds(stacked),
        };
        return mean.to(float32).MoveToOuterDisposeScope();
    }

    bool IFittedBuffers.IsFitted(string name) =>
        Member(name) is var (member, own) && (members[member] as IFittedBuffers)?.IsFitted(own) == true;

    void IFittedBuffers.LoadFitted(IReadOnlyDictionary<string, Tensor> state)
    {
        foreach (var (number, member) in members.Index())
        {
            (member as IFittedBuffers)?.LoadFitted(state.Where(pair => Member(pair.Key).Number == number)
                .ToDictionary(pair => Member(pair.Key).Name, pair => pair.Value));
        }
    }

    private static (int Number, string Name) Member(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return (int.Parse(name.AsSpan(Prefix.Length, dot - Prefix.Length), System.Globalization.CultureInfo.InvariantCulture),
            name[(dot + 1)..]);
    }

    private static Tensor Own(Tensor input, long[]? columns) =>
        columns is null ? input : input.index_select(-1, tensor(columns, device: input.device));

    private Tensor Scaled(Tensor outputs) => task == TaskKind.ManyClasses ? nn.functional.log_softmax(outputs, -1) : outputs;

    private static Tensor LogMean(Tensor logarithms) => logarithms.logsumexp(0) - Math.Log(logarithms.shape[0]);

    // log(p / (1 - p)) of the mean p, each side summed by itself, so that neither rounds to 1.
    private static Tensor LogOdds(Tensor odds) =>
        LogMean(nn.functional.logsigmoid(odds)) - LogMean(nn.functional.logsigmoid(-odds));
}
