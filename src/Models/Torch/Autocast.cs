using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Torch;

/// <summary>
/// Mixed precision on this thread until it is disposed: matrix products and convolutions take their inputs in a narrower type, operators
/// that need the range stay in single precision. For forward passes; not to be nested.
/// </summary>
/// <remarks>TorchSharp has no autocast: these are the functions of at::autocast by their mangled names, of libtorch 2.10.</remarks>
internal readonly unsafe struct Autocast : IDisposable
{
    private readonly DeviceType device;
    private readonly bool on;

    private Autocast(DeviceType device, ScalarType type)
    {
        (this.device, on) = (device, true);
        Native.SetType((sbyte)device, (sbyte)type);
        Native.SetEnabled((sbyte)device, 1);
    }

    /// <summary>Turns it on.</summary>
    /// <param name="device">Where the tensors are.</param>
    /// <param name="type">BFloat16 or, on a GPU, Float16; null = everything as it is.</param>
    public static Autocast Enter(Device device, ScalarType? type) => type is { } narrow ? new(device.type, narrow) : default;

    /// <summary>The narrower type that operators take there now; null = mixed precision is off.</summary>
    /// <param name="device">Where the tensors are.</param>
    public static ScalarType? Current(Device device) =>
        Native.IsEnabled((sbyte)device.type) == 0 ? null : (ScalarType)Native.CurrentType((sbyte)device.type);

    /// <summary>Turns it off, where it is on, until the result is disposed.</summary>
    /// <param name="device">Where the tensors are.</param>
    public static Suspension Suspend(Device device) => new(device.type);

    /// <summary>Operators compute in the type of what they are given again.</summary>
    public void Dispose()
    {
        if (on)
        {
            Native.SetEnabled((sbyte)device, 0);
            Native.ClearCache(); // narrowed copies of weights, which the optimizer is about to change
        }
    }

    /// <summary>Single precision until it is disposed.</summary>
    public readonly struct Suspension : IDisposable
    {
        private readonly DeviceType device;
        private readonly bool was;

        internal Suspension(DeviceType device)
        {
            (this.device, was) = (device, Native.IsEnabled((sbyte)device) != 0);
            if (was)
            {
                Native.SetEnabled((sbyte)device, 0);
            }
        }

        /// <summary>Mixed precision is as it was.</summary>
        public void Dispose()
        {
            if (was)
            {
                Native.SetEnabled((sbyte)device, 1);
            }
        }
    }

    private static class Native
    {
        public static readonly delegate* unmanaged<sbyte, byte, void> SetEnabled =
            (delegate* unmanaged<sbyte, byte, void>)TorchRuntime.Export("_ZN2at8autocast20set_autocast_enabledEN3c1010DeviceTypeEb");

        public static readonly delegate* unmanaged<sbyte, byte> IsEnabled =
            (delegate* unmanaged<sbyte, byte>)TorchRuntime.Export("_ZN2at8autocast19is_autocast_enabledEN3c1010DeviceTypeE");

        public static readonly delegate* unmanaged<sbyte, sbyte> CurrentType =
            (delegate* unmanaged<sbyte, sbyte>)TorchRuntime.Export("_ZN2at8autocast18get_autocast_dtypeEN3c1010DeviceTypeE");

        public static readonly delegate* unmanaged<sbyte, sbyte, void> SetType =
            (delegate* unmanaged<sbyte, sbyte, void>)TorchRuntime.Export(
                "_ZN2at8autocast18set_autocast_dtypeEN3c1010DeviceTypeENS1_10ScalarTypeE");

        public static readonly delegate* unmanaged<void> ClearCache =
            (delegate* unmanaged<void>)TorchRuntime.Export("_ZN2at8autocast11clear_cacheEv");
    }
}
