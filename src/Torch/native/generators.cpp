// Random generators of the caller's own; the process-wide one is never used.
#include "shim.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <cstring>

using namespace shim;

OT_EXPORT void* ot_generator(int64_t device, uint64_t seed) {
    return guarded<void*>(nullptr, [&]() -> void* {
        const at::Device where = device_of(device);
        // A clone of the device's default: this way no CUDA header is needed.
        at::Generator generator = where.is_cpu() ? at::detail::createCPUGenerator(seed) : at::globalContext().defaultGenerator(where).clone();
        generator.set_current_seed(seed);
        return new at::Generator(std::move(generator));
    });
}

OT_EXPORT void ot_free_generator(void* generator) { delete static_cast<at::Generator*>(generator); }

// Copies the state when `capacity` suffices; returns its size in bytes.
OT_EXPORT int32_t ot_generator_state(void* generator, void* target, int32_t capacity) {
    return guarded(-1, [&] {
        const auto state = static_cast<at::Generator*>(generator)->get_state().contiguous();
        const auto size = static_cast<int32_t>(state.nbytes());
        if (size <= capacity) std::memcpy(target, state.data_ptr(), size);
        return size;
    });
}

OT_EXPORT int32_t ot_set_generator_state(void* generator, const void* state, int32_t size) {
    return guarded(-1, [&] {
        auto bytes = at::empty({size}, at::TensorOptions().dtype(at::kByte));
        std::memcpy(bytes.data_ptr(), state, size);
        static_cast<at::Generator*>(generator)->set_state(bytes);
        return 0;
    });
}
