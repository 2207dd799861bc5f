// CUDA devices. What libtorch itself can tell goes through its hooks; names and memory come from the driver, whose few stable C
// functions are looked up at run time, so that neither CUDA headers nor a toolkit are needed to build.
#include "shim.h"

#include <ATen/Context.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <cstring>
#include <dlfcn.h>

namespace shim {

struct Driver {
    void* library = dlopen("libcuda.so.1", RTLD_LAZY);

    template <class... Arguments>
    void call(const char* name, Arguments... arguments) const {
        TORCH_CHECK(library != nullptr, "libcuda.so.1 was not found");
        void* function = dlsym(library, name);
        TORCH_CHECK(function != nullptr, "libcuda.so.1 has no ", name);
        const int code = reinterpret_cast<int (*)(Arguments...)>(function)(arguments...);
        TORCH_CHECK(code == 0, name, " failed with CUDA driver error ", code);
    }
};

static const Driver& driver() {
    static const Driver instance;
    return instance;
}

static int device_number(int32_t index) {
    int device = 0;
    driver().call("cuInit", 0u);
    driver().call("cuDeviceGet", &device, static_cast<int>(index));
    return device;
}

}  // namespace shim

using namespace shim;

OT_EXPORT int32_t ot_cuda_count() {
    return guarded(-1, [] { return at::hasCUDA() ? static_cast<int32_t>(at::detail::getCUDAHooks().getNumGPUs()) : 0; });
}

OT_EXPORT int32_t ot_cuda_name(int32_t index, char* target, int32_t capacity) {
    return guarded(-1, [&] {
        driver().call("cuDeviceGetName", target, static_cast<int>(capacity), device_number(index));
        return 0;
    });
}

OT_EXPORT int32_t ot_cuda_memory(int32_t index, int64_t* free_bytes, int64_t* total_bytes) {
    return guarded(-1, [&] {
        const int device = device_number(index);
        void* context = nullptr;
        size_t available = 0, total = 0;
        driver().call("cuDevicePrimaryCtxRetain", &context, device);
        driver().call("cuCtxPushCurrent_v2", context);
        driver().call("cuMemGetInfo_v2", &available, &total);
        driver().call("cuCtxPopCurrent_v2", &context);
        driver().call("cuDevicePrimaryCtxRelease_v2", device);
        *free_bytes = static_cast<int64_t>(available);
        *total_bytes = static_cast<int64_t>(total);
        return 0;
    });
}

OT_EXPORT int32_t ot_cuda_synchronize(int32_t index) {
    return guarded(-1, [&] {
        at::detail::getCUDAHooks().deviceSynchronize(static_cast<c10::DeviceIndex>(index));
        return 0;
    });
}
