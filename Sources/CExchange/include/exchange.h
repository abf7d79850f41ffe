#ifndef SWITCHBOOK_EXCHANGE_H
#define SWITCHBOOK_EXCHANGE_H

/// Exchanges two names of a file system in one step, by Linux's renameat2(2), which Swift's Glibc does not offer.
/// Returns 0, or -1 with errno.
int exchange_names(const char *one, const char *other);

#endif
