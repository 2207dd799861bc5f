using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Models.Training;

/// <summary>Trains and scores one fold; see <see cref="FoldTrainer.Run"/>.</summary>
public delegate FoldResult FoldRunner(FoldAssignment assignment, string device, IFoldListener listener, CancellationToken stop);
