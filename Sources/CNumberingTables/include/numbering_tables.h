// The numbering plans of the world as constant tables: nothing is computed or allocated at start.
//
// An automaton is the number of its first state. Reading digit d in state s leads to
// numbering_successors()[10 * s + d]; what has been read so far is worth numbering_payloads()[s]. State 0 is dead.

#ifndef NUMBERING_TABLES_H
#define NUMBERING_TABLES_H

#include <stdint.h>

#pragma clang assume_nonnull begin

// A region, or one calling code without one (name "001"). The regions come first, in the order of their names.
typedef struct {
  char name[4];
  uint16_t code;         // the calling code
  uint16_t general;      // automaton of whole numbers: bit 4 where the general description holds
  uint16_t idd;          // automaton of a prefix: the international one
  uint16_t prefix;       // automaton of a prefix: the national one; its payloads count numbering_prefixes
  uint16_t short_numbers;  // automaton of whole numbers: the traits of a short number
  uint32_t lengths;      // bit n: a number of n digits is possible
  uint32_t local_lengths;  // bit n: a number of n digits is possible within its area
} numbering_plan;

// A calling code. The first row is of no code.
typedef struct {
  uint16_t code;
  uint16_t main;       // the plan whose lengths and formats hold for all of the code
  uint16_t shared;     // 1 where several plans share the code
  uint16_t numbers;    // automaton of whole numbers: bits 0-3 the type, 4 general, 5... plan + 1 where shared
  uint16_t formats;    // automaton of whole numbers: which of numbering_formats
  uint16_t extension;  // text before an extension
} numbering_code;

// How to write a number: templates in numbering_texts, 0 for the bare digits.
typedef struct {
  uint16_t national, international, rfc3966;
} numbering_format;

extern const char numbering_version[];
extern const uint16_t numbering_state_count, numbering_region_count, numbering_code_count;
extern const uint16_t numbering_successors[];
extern const uint16_t numbering_payloads[];
extern const numbering_plan numbering_plans[];
extern const numbering_code numbering_codes[];
extern const uint8_t numbering_code_index[];  // from a calling code below 1000 to its row; 0 for none
extern const uint8_t numbering_region_index[];  // from 26 * first letter + second to its plan + 1; 0 for none
extern const numbering_format numbering_formats[];
extern const uint16_t numbering_prefixes[];  // what takes a national prefix's place: texts of digits, 16 + n for
                                             // the match's own digit n
extern const uint8_t numbering_texts[];      // each text behind its length

// Swift sees arrays of unknown length through these.
static inline const char *numbering_get_version(void) { return numbering_version; }
static inline const uint16_t *numbering_get_successors(void) { return numbering_successors; }
static inline const uint16_t *numbering_get_payloads(void) { return numbering_payloads; }
static inline const numbering_plan *numbering_get_plans(void) { return numbering_plans; }
static inline const numbering_code *numbering_get_codes(void) { return numbering_codes; }
static inline const uint8_t *numbering_get_code_index(void) { return numbering_code_index; }
static inline const uint8_t *numbering_get_region_index(void) { return numbering_region_index; }
static inline const numbering_format *numbering_get_formats(void) { return numbering_formats; }
static inline const uint16_t *numbering_get_prefixes(void) { return numbering_prefixes; }
static inline const uint8_t *numbering_get_texts(void) { return numbering_texts; }

#pragma clang assume_nonnull end

#endif
