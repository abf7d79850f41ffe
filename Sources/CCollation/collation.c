#include "collation.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#define TEXT_OF(name) #name
#define TEXT(name) TEXT_OF(name)

// Loaded when something is sorted: the library takes a third of the time in which the program starts.
static struct {
  __typeof__(ucol_open) *open;
  __typeof__(ucol_close) *close;
  __typeof__(ucol_getSortKey) *key;
} icu;

static void load(void) {
  void *library = dlopen("libicui18n.so." TEXT(U_ICU_VERSION_MAJOR_NUM), RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return;
  icu.open = (__typeof__(ucol_open) *)dlsym(library, TEXT(ucol_open));
  icu.close = (__typeof__(ucol_close) *)dlsym(library, TEXT(ucol_close));
  icu.key = (__typeof__(ucol_getSortKey) *)dlsym(library, TEXT(ucol_getSortKey));
}

static bool is_loaded(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return icu.open != NULL && icu.close != NULL && icu.key != NULL;
}

struct collation {
  UCollator *collator;
  UChar *text;
  int32_t room;
};

collation *collation_open(const char *language) {
  if (!is_loaded()) return NULL;
  UErrorCode status = U_ZERO_ERROR;
  char locale[ULOC_FULLNAME_CAPACITY];
  int32_t parsed = 0;
  uloc_forLanguageTag(language, locale, sizeof locale, &parsed, &status);
  if (U_FAILURE(status) || (size_t)parsed != strlen(language)) return NULL;
  UCollator *collator = icu.open(locale, &status);
  if (U_FAILURE(status)) return NULL;
  collation *self = calloc(1, sizeof *self);
  if (self == NULL) {
    icu.close(collator);
    return NULL;
  }
  self->collator = collator;
  return self;
}

void collation_close(collation *self) {
  if (self == NULL) return;
  icu.close(self->collator);
  free(self->text);
  free(self);
}

size_t collation_key(collation *self, const char *utf8, size_t count, uint8_t *key, size_t room) {
  // A text has no more units of UTF-16 than bytes of UTF-8.
  if (count > INT32_MAX / 4) count = INT32_MAX / 4;
  if (self->room < (int32_t)count) {
    UChar *text = realloc(self->text, count * sizeof(UChar));
    if (text == NULL) return 0;
    self->text = text;
    self->room = (int32_t)count;
  }
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = 0;
  u_strFromUTF8WithSub(self->text, self->room, &length, utf8, (int32_t)count, 0xFFFD, NULL, &status);
  int32_t capacity = room > INT32_MAX ? INT32_MAX : (int32_t)room;
  return (size_t)icu.key(self->collator, self->text, length, key, capacity);
}

bool collation_language_of(const char *region, char *tag, size_t room) {
  UErrorCode status = U_ZERO_ERROR;
  char locale[32], likely[ULOC_FULLNAME_CAPACITY];
  snprintf(locale, sizeof locale, "und_%.2s", region);
  uloc_addLikelySubtags(locale, likely, sizeof likely, &status);
  if (U_FAILURE(status) || strncmp(likely, "und", 3) == 0) return false;
  uloc_getLanguage(likely, tag, (int32_t)room, &status);
  return U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING && tag[0] != 0;
}
