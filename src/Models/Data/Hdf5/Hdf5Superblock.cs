using System.IO.MemoryMappedFiles;

namespace Orchestrator.Models.Data.Hdf5;

/// <summary>
/// The head of an HDF5 file (HDF5 File Format Specification, section II.A), as far as it tells how long the file was when it was closed.
/// </summary>
internal static class Hdf5Superblock
{
    private const ulong Signature = 0x0a1a0a0d46444889; // \x89HDF\r\n\x1a\n
    private const int FirstPlace = 512; // then twice as far each time; before it lies what another program put there, such as MATLAB
    private const int LongestHead = 52;

    /// <summary>Checks that nothing is missing at the end: parts of a mapped file that are not there would be read as zeros.</summary>
    /// <exception cref="InvalidDataException">It is not HDF5, or it is cut short.</exception>
    public static void Require(MemoryMappedViewAccessor file, long length)
    {
        for (var place = 0L; place + LongestHead <= length; place = place == 0 ? FirstPlace : 2 * place)
        {
            if (file.ReadUInt64(place) != Signature)
            {
                continue;
            }
            // The end of the file lies behind base address and free space, or base address and extension; addresses have eight bytes in
            // all files of this age.
            var end = file.ReadByte(place + 8) switch
            {
                0 when file.ReadByte(place + 13) == 8 => file.ReadInt64(place + 40),
                1 when file.ReadByte(place + 13) == 8 => file.ReadInt64(place + 44),
                2 or 3 when file.ReadByte(place + 9) == 8 => file.ReadInt64(place + 28),
                _ => length,
            };
            if (length < end)
            {
                throw new InvalidDataException($"It is cut short: {length} of {end} bytes are there.");
            }
            return;
        }
        throw new InvalidDataException("It has no signature of HDF5.");
    }
}
