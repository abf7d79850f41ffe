#ifndef SWITCHBOOK_BYTE_MASK_H
#define SWITCHBOOK_BYTE_MASK_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

// Which of 64 bytes have a property: bit i of a mask stands for byte i. Most processors tell it of 16 bytes or more in one
// instruction, which Swift has no words for; clang makes it of a vector of truths that becomes one of bits.

typedef uint8_t byte_block __attribute__((ext_vector_type(64)));
typedef bool byte_bits __attribute__((ext_vector_type(64)));

#define BYTE_MASK(bytes, condition)                                    \
  byte_block block;                                                    \
  memcpy(&block, bytes, sizeof block);                                 \
  byte_bits bits = __builtin_convertvector((condition), byte_bits);    \
  uint64_t mask;                                                       \
  memcpy(&mask, &bits, sizeof mask);                                   \
  return mask

/// The bytes that equal one.
static inline uint64_t byte_mask_equal(const void *_Nonnull bytes, uint8_t byte) {
  BYTE_MASK(bytes, block == (byte_block)byte);
}

/// The bytes below 0x0E: NUL, TAB, LF and CR among them.
static inline uint64_t byte_mask_control(const void *_Nonnull bytes) {
  BYTE_MASK(bytes, block < (byte_block)0x0E);
}

/// The bytes that equal one of three, or are below 0x0E.
static inline uint64_t byte_mask_signs(const void *_Nonnull bytes, uint8_t one, uint8_t two, uint8_t three) {
  BYTE_MASK(
      bytes, (block == (byte_block)one) | (block == (byte_block)two) | (block == (byte_block)three)
                 | (block < (byte_block)0x0E));
}

#undef BYTE_MASK

#endif
