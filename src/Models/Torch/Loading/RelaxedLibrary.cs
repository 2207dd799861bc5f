using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Orchestrator.Models.Torch.Loading;

/// <summary>
/// A copy of TorchSharp's native part that loads where the C++ library is older than the compiler's (Debian 12, Ubuntu 22.04, RHEL 9). GCC
/// 13 and later record a need of
/// GLIBCXX_3.4.32 through <c>std::ios_base_library_init</c>, a symbol that nothing relocates to and nobody calls. The copy marks that need
/// as weak: one byte.
/// </summary>
/// <remarks>Layouts and names as in the ELF and GNU symbol versioning specifications: Elf64_Shdr, Elf64_Verneed, Elf64_Vernaux.</remarks>
internal sealed class RelaxedLibrary : IDisposable
{
    /// <summary>The version whose need is marked.</summary>
    public const string Version = "GLIBCXX_3.4.32";

    private const uint VersionNeeds = 0x6ffffffe; // SHT_GNU_verneed
    private const byte Weak = 2;                  // VER_FLG_WEAK

    private readonly bool temporary;

    private RelaxedLibrary(string path, bool temporary) => (Path, this.temporary) = (path, temporary);

    /// <summary>The file to load.</summary>
    public string Path { get; }

    /// <summary>The copy in this user's cache, made or made again where it is absent or damaged; in a private folder where there can be no
    /// cache.</summary>
    /// <param name="library">The file as the package has it.</param>
    /// <param name="cache">Where copies are kept; null = the user's cache.</param>
    /// <exception cref="TorchException">The file has no such need.</exception>
    public static RelaxedLibrary Open(string library, string? cache = null)
    {
        var bytes = Relax(File.ReadAllBytes(library))
            ?? throw new TorchException($"{library} has no need of {Version}: the loader's complaint has another cause.");
        var hash = SHA256.HashData(bytes);
        var name = $"{System.IO.Path.GetFileNameWithoutExtension(library)}-{Convert.ToHexStringLower(hash)[..16]}.so";
        try
        {
            var folder = Directory.CreateDirectory(cache ?? UserCache.Folder).FullName;
            var path = System.IO.Path.Combine(folder, name);
            if (!File.Exists(path) || !SHA256.HashData(File.ReadAllBytes(path)).AsSpan().SequenceEqual(hash))
            {
                var part = System.IO.Path.Combine(folder, $"{name}.{Environment.ProcessId}");
                File.WriteAllBytes(part, bytes);
                File.Move(part, path, overwrite: true);
            }

            return new(path, temporary: false);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            // readable by this user alone
            var path = System.IO.Path.Combine(Directory.CreateTempSubdirectory("orchestrator-").FullName, name);
            File.WriteAllBytes(path, bytes);
            return new(path, temporary: true);
        }
    }

    /// <summary>The file with the need marked as weak; null where it has none.</summary>
    internal static byte[]? Relax(byte[] library)
    {
        var relaxed = (byte[])library.Clone();
        var (sections, size, count) = (Long(relaxed, 0x28), Short(relaxed, 0x3A), Short(relaxed, 0x3C));
        for (var i = 0; i < count; i++)
        {
            var section = sections + (long)i * size;
            if (Int(relaxed, section + 4) == VersionNeeds)
            {
                var names = Long(relaxed, sections + (long)Int(relaxed, section + 40) * size + 24);
                if (FindNeed(relaxed, Long(relaxed, section + 24), names) is { } need)
                {
                    relaxed[need + 4] |= Weak;
                    return relaxed;
                }
            }
        }

        return null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (temporary)
        {
            Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true); // what is mapped stays mapped
        }
    }

    // Libraries that are needed, each with a chain of versions.
    private static long? FindNeed(byte[] file, long library, long names)
    {
        while (true)
        {
            var version = library + Int(file, library + 8);
            for (var left = Short(file, library + 2); left > 0; left--)
            {
                if (file.AsSpan((int)(names + Int(file, version + 8))).StartsWith("GLIBCXX_3.4.32\0"u8))
                {
                    return version;
                }

                version += Int(file, version + 12);
            }

            var next = Int(file, library + 12);
            if (next == 0)
            {
                return null;
            }

            library += next;
        }
    }

    private static ushort Short(byte[] file, long at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan((int)at));

    private static uint Int(byte[] file, long at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan((int)at));

    private static long Long(byte[] file, long at) => BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan((int)at));
}
