// Counts allocations, to be preloaded: cc -shared -fPIC mallocs.c -o mallocs.so; LD_PRELOAD=./mallocs.so PROGRAM
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

static long count;

void *malloc(size_t size) {
  static void *(*next)(size_t);
  if (!next) next = (void *(*)(size_t))dlsym(RTLD_NEXT, "malloc");
  __atomic_fetch_add(&count, 1, __ATOMIC_RELAXED);
  return next(size);
}

void *realloc(void *old, size_t size) {
  static void *(*next)(void *, size_t);
  if (!next) next = (void *(*)(void *, size_t))dlsym(RTLD_NEXT, "realloc");
  __atomic_fetch_add(&count, 1, __ATOMIC_RELAXED);
  return next(old, size);
}

__attribute__((destructor)) static void tell(void) { fprintf(stderr, "%ld\n", count); }
