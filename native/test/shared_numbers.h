/* shared_numbers.h: reference data outside the repository; a test that needs a missing file is skipped aloud. */
#ifndef FIMBRIA_TEST_SHARED_NUMBERS_H
#define FIMBRIA_TEST_SHARED_NUMBERS_H

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

/* A table of numbers, row by row. */
typedef struct numbers {
  double *values;
  int32_t count, columns;
} numbers_t;

static inline char *shared_text(const char *path) {
  const char *folder = getenv("FIMBRIA_SHARED");
  char name[4096];
  snprintf(name, sizeof name, "%s/%s", folder != NULL ? folder : FIMBRIA_SHARED_DEFAULT, path);
  FILE *file = fopen(name, "rb");
  if (file == NULL) {
    print_message("SKIPPED: %s is not there (FIMBRIA_SHARED names its folder)\n", name);
    skip();
  }
  fseek(file, 0, SEEK_END);
  const long size = ftell(file);
  rewind(file);
  char *text = calloc(size + 1, 1);
  assert_int_equal(fread(text, 1, size, file), size);
  fclose(file);
  return text;
}

/* All numbers of a file of `columns` columns, separated by commas or white space; lines that begin otherwise are left
 * out. */
static inline numbers_t read_numbers(const char *path, int32_t columns) {
  char *text = shared_text(path);
  numbers_t table = {.values = malloc((strlen(text) / 2 + 1) * sizeof(double)), .columns = columns};
  char *lines = NULL;
  for (char *line = strtok_r(text, "\n", &lines); line != NULL; line = strtok_r(NULL, "\n", &lines)) {
    if (isalpha((unsigned char)*line)) {
      continue;
    }
    char *fields = NULL;
    for (char *f = strtok_r(line, ", \t\r", &fields); f != NULL; f = strtok_r(NULL, ", \t\r", &fields)) {
      table.values[table.count++] = strtod(f, NULL);
    }
  }
  free(text);
  assert_int_equal(table.count % columns, 0);
  return table;
}

static inline int32_t row_count(const numbers_t *table) {
  return table->count / table->columns;
}

static inline double at(const numbers_t *table, int32_t row, int32_t column) {
  return table->values[row * table->columns + column];
}

#endif
