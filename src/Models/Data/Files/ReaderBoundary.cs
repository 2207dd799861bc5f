namespace Orchestrator.Models.Data.Files;

/// <summary>Where readers meet the rest of the program: whatever one of them throws about a file names the file.</summary>
internal static class ReaderBoundary
{
    /// <inheritdoc cref="Run{T}" />
    public static void Run(string path, Action read) => Run(path, () =>
    {
        read();
        return true;
    });

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file that is read.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="DataFormatException">The file is absent, damaged or in another format.</exception>
    public static T Run<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ElementTypeException failure)
        {
            throw new DataFormatException(path, null, Sentence(failure), "Save the array with .astype(float), or of that type", failure);
        }
        catch (Exception failure) when (IsDamage(failure))
        {
            throw new DataFormatException(path, null, $"the file is damaged or cut short ({Sentence(failure)})",
                "Copy or download it again", failure);
        }
        catch (OutOfMemoryException failure)
        {
            throw new DataFormatException(path, null, "its content does not fit in memory",
                "Take a machine with more memory, or fewer rows or columns", failure);
        }
        // A reader that did not foresee what a file holds still must not take the program down with it.
        catch (Exception failure) when (failure is not (DataFormatException or OperationCanceledException or IOException
            or UnauthorizedAccessException))
        {
            throw new DataFormatException(path, null, $"the file cannot be read ({failure.GetType().Name}: {Sentence(failure)})",
                "Check that it is a file of this format, and copy or download it again", failure);
        }
    }

    // The framework's inflater has an exception of its own for some streams, which it does not publish, and which is an IOException as a
    // failing disk's is.
    private static bool IsDamage(Exception failure) => failure is InvalidDataException or EndOfStreamException
        || failure.GetType().Namespace == "System.IO.Compression";

    private static string Sentence(Exception failure) => failure.Message.Split('\n')[0].Trim().TrimEnd('.');
}
