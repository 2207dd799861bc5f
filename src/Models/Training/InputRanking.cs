using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Messages;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Folds;
using static TorchSharp.torch;

namespace Orchestrator.Models.Training;

/// <summary>Ranks the inputs that a fold's network was trained on: numbers of the data's columns, the most important first. Looks at the
/// fold's training rows alone.</summary>
public delegate EquatableList<int> InputRanking(RankedFold fold, CancellationToken stop);

/// <summary>A fold whose training has come to its end, before its best epoch is gone back to.</summary>
/// <param name="Assignment">What was trained.</param>
/// <param name="Network">With the weights of the last epoch, which no validation row has chosen; taken over by whoever
/// ranks.</param>
/// <param name="Shape">What it was built for.</param>
/// <param name="Data">All rows, with the columns that the network takes.</param>
/// <param name="Split">Its rows.</param>
/// <param name="Columns">The data's columns that the network takes, ascending; null = all.</param>
/// <param name="Whole">The inputs with all columns.</param>
/// <param name="Device">Such as <c>cpu</c> or <c>cuda:0</c>.</param>
public sealed record RankedFold(
    FoldAssignment Assignment, nn.Module<Tensor, Tensor> Network, DataShape Shape, DataSet Data, FoldSplit Split,
    IReadOnlyList<int>? Columns, Inputs Whole, string Device);
