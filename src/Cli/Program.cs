using Orchestrator.Cli;
using Orchestrator.Cli.Commands;

return await CommandLine.RunAsync(args);
