#define _GNU_SOURCE
#include "linux.h"
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int exchange_names(const char *one, const char *other) {
  return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE);
}

int synchronise_file_system(int descriptor) { return syncfs(descriptor); }

const void *find_bytes(const void *text, size_t size, const void *part, size_t part_size) {
  return memmem(text, size, part, part_size);
}
