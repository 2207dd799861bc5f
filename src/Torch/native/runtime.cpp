// Errors, version, threads, and the tuning of the C allocator.
#include "shim.h"

#include <ATen/Parallel.h>
#include <climits>
#include <dlfcn.h>
#include <malloc.h>
#include <torch/version.h>

namespace shim {

std::atomic<int64_t> live_handles{0};
static thread_local std::string last_error;

void set_error(std::string text) noexcept {
    try {
        last_error = std::move(text);
    } catch (...) {
    }
}

// glibc hands big blocks straight back to the kernel, so that every training step faults its activations in again (+26..40 % time
// measured). Keep them in the process instead.
__attribute__((constructor)) static void keep_freed_memory() {
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    mallopt(M_TOP_PAD, 64 << 20);
}

// OpenBLAS built on pthreads has a thread pool of its own that ATen does not know of. Looked up from this library, so that the copy that
// serves libtorch's sgemm_ is found whatever its file is called; absent with MKL.
static void set_blas_threads(int count) {
    Dl_info self;
    if (dladdr(reinterpret_cast<void*>(&set_blas_threads), &self) == 0) return;
    void* library = dlopen(self.dli_fname, RTLD_LAZY | RTLD_NOLOAD);
    if (library == nullptr) return;
    if (void* function = dlsym(library, "openblas_set_num_threads")) reinterpret_cast<void (*)(int)>(function)(count);
    dlclose(library);
}

}  // namespace shim

using namespace shim;

OT_EXPORT const char* ot_last_error() { return last_error.c_str(); }

OT_EXPORT const char* ot_version() { return TORCH_VERSION; }

OT_EXPORT int64_t ot_live_handles() { return live_handles.load(std::memory_order_relaxed); }

OT_EXPORT int32_t ot_threads() {
    return guarded(-1, [] { return static_cast<int32_t>(at::get_num_threads()); });
}

OT_EXPORT int32_t ot_set_threads(int32_t count) {
    return guarded(-1, [&] {
        at::set_num_threads(count);
        set_blas_threads(count);
        return 0;
    });
}
