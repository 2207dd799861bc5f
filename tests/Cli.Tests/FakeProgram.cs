namespace Orchestrator.Cli.Tests;

/// <summary>A shell script that stands for a program.</summary>
internal static class FakeProgram
{
    /// <summary>Writes it.</summary>
    /// <param name="path">In a folder that is searched before those that have the program.</param>
    /// <param name="script">What it does.</param>
    public static void Write(string path, string script)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
