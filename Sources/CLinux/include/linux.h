#ifndef SWITCHBOOK_LINUX_H
#define SWITCHBOOK_LINUX_H

#include <stddef.h>

/// Exchanges two names of a file system in one step, by Linux's renameat2(2), which Swift's Glibc does not offer.
/// Returns 0, or -1 with errno.
int exchange_names(const char *one, const char *other);

/// Waits until everything that was written to the file system of an open file is on the disk, by Linux's syncfs(2),
/// which Swift's Glibc does not offer. Returns 0, or -1 with errno.
int synchronise_file_system(int descriptor);

/// Where some bytes stand first among others, by the GNU C library's memmem(3), which Swift's Glibc does not offer.
/// Returns NULL where they do not.
const void *find_bytes(const void *text, size_t size, const void *part, size_t part_size);

#endif
