using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Storage.Certificates;

/// <summary>Trust in the authorities of a file alone, in place of the system's.</summary>
public static class PrivateTrust
{
    /// <summary>The certificates of a PEM file.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">What it holds cannot be read as certificates.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static X509Certificate2Collection Read(string path)
    {
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPemFile(path);
        return trusted;
    }

    /// <summary>Asks that a chain ends at one of <paramref name="trusted"/>. Private authorities seldom serve revocations, so none are
    /// asked for.</summary>
    public static X509ChainPolicy Policy(X509Certificate2Collection trusted)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(trusted);
        return policy;
    }
}
