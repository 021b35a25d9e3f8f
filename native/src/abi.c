/* abi.c: version, struct sizes, compiler and the thread's error text. */
#include "fimbria/abi.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "fimbria/lfp.h"
#include "fimbria/neuralmass.h"
#include "fimbria/record.h"
#include "fimbria/sensors.h"
#include "fimbria/spikes.h"
#include "fimbria/spiking.h"

enum { TEXT_SIZE = 1024 };

static _Thread_local char error_text[TEXT_SIZE];

const char *fim_error_text(void) {
  return error_text;
}

int32_t fim_fail(int32_t code, const char *format, ...) {
  va_list args;
  va_start(args, format);
  vsnprintf(error_text, sizeof error_text, format, args);
  va_end(args);
  return code;
}

int32_t fim_chain(int32_t code, const char *format, ...) {
  char context[TEXT_SIZE];
  char cause[TEXT_SIZE];
  va_list args;
  va_start(args, format);
  vsnprintf(context, sizeof context, format, args);
  va_end(args);
  memcpy(cause, error_text, sizeof cause);
  snprintf(error_text, sizeof error_text, "%.300s: %.700s", context, cause);
  return code;
}

int32_t fim_abi_version(void) {
  return FIM_ABI_VERSION;
}

int64_t fim_abi_struct_size(const char *tag) {
  static const struct {
    const char *tag;
    int64_t size;
  } sizes[] = {
      {"fim_parameter", sizeof(fim_parameter_t)},
      {"fim_spike_packet", sizeof(fim_spike_packet_t)},
      {"fim_trains", sizeof(fim_trains_t)},
      {"fim_recipe", sizeof(fim_recipe_t)},
      {"fim_recipe_step", sizeof(fim_recipe_step_t)},
      {"fim_population", sizeof(fim_population_t)},
      {"fim_projection", sizeof(fim_projection_t)},
      {"fim_input", sizeof(fim_input_t)},
      {"fim_recorder", sizeof(fim_recorder_t)},
      {"fim_monitor", sizeof(fim_monitor_t)},
      {"fim_sensors", sizeof(fim_sensors_t)},
      {"fim_neuralmass_config", sizeof(fim_neuralmass_config_t)},
      {"fim_tree", sizeof(fim_tree_t)},
      {"fim_sources", sizeof(fim_sources_t)},
      {"fim_electrode", sizeof(fim_electrode_t)},
      {"fim_lfp_population", sizeof(fim_lfp_population_t)},
      {"fim_lfp_synapses", sizeof(fim_lfp_synapses_t)},
      {"fim_lfp_config", sizeof(fim_lfp_config_t)},
  };
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    if (strcmp(sizes[i].tag, tag) == 0) {
      return sizes[i].size;
    }
  }
  return -1;
}

const char *fim_native_compiler(void) {
#if defined(__clang__)
  return "clang " __clang_version__;
#else
  return "gcc " __VERSION__;
#endif
}
