#ifndef SWITCHBOOK_COLLATION_H
#define SWITCHBOOK_COLLATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Collation by ICU, whose functions have names with a version in them that only its C headers know.
typedef struct collation collation;

/// The rules of a language, by its BCP 47 tag; "" for those of none. NULL where ICU is missing, or the tag is none.
collation *collation_open(const char *language);

void collation_close(collation *self);

/// Writes the sort key of a text, its closing zero included, and returns its length; more than `room`, and nothing of
/// use, where that is too small. Threads need a collation each.
size_t collation_key(collation *self, const char *utf8, size_t count, uint8_t *key, size_t room);

/// Writes the tag of the language that most people of a region read, as "sv" for "SE"; false where ICU knows none.
bool collation_language_of(const char *region, char *tag, size_t room);

#endif
