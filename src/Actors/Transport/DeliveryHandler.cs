namespace Orchestrator.Actors.Transport;

/// <summary>Handles a batch. To return is to acknowledge all of it, so it returns only when what the messages cause is durable.</summary>
/// <param name="deliveries">At least one, in order.</param>
/// <param name="abandoned">Cancelled when the connection is lost: the batch goes to someone else, and nobody waits for this handler.</param>
/// <remarks>
/// An exception acknowledges nothing: after a pause the same messages come again, before any later one. It is not reported
/// elsewhere. A message that can never be handled is the handler's to recognise and put aside.
/// </remarks>
public delegate ValueTask DeliveryHandler(IReadOnlyList<Delivery> deliveries, CancellationToken abandoned);
