// Mixed precision: on this thread, operators that gain by it take what they are given in a narrower type.
#include "shim.h"

#include <ATen/autocast_mode.h>
#include <torch/version.h>

#define OT_TORCH_AT_LEAST(major, minor) (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

using namespace shim;

// For operators on a kind of device; a dtype of -1 turns it off.
OT_EXPORT int32_t ot_autocast(int32_t kind, int32_t dtype) {
    return guarded(-1, [&] {
        const bool on = dtype >= 0;
        const auto type = static_cast<at::ScalarType>(dtype);
#if OT_TORCH_AT_LEAST(2, 4)
        const auto device = static_cast<c10::DeviceType>(kind);
        if (on) at::autocast::set_autocast_dtype(device, type);
        at::autocast::set_autocast_enabled(device, on);
#else
        const bool cpu = static_cast<c10::DeviceType>(kind) == c10::DeviceType::CPU;
        if (on) cpu ? at::autocast::set_autocast_cpu_dtype(type) : at::autocast::set_autocast_gpu_dtype(type);
        cpu ? at::autocast::set_cpu_enabled(on) : at::autocast::set_enabled(on);
#endif
        if (!on) at::autocast::clear_cache();  // narrow copies of weights, which the next step changes
        return 0;
    });
}
