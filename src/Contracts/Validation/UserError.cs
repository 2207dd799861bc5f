namespace Orchestrator.Contracts.Validation;

/// <summary>Something that the user can put right: printed without a stack trace, exit code 2.</summary>
/// <param name="message">What is wrong, where, and the cure.</param>
public sealed class UserError(string message) : Exception(message);
