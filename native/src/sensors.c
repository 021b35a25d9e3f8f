/* sensors.c: see fimbria/sensors.h. */
#include "fimbria/sensors.h"

#include <math.h>
#include <stddef.h>

#include "error.h"
#include "philox.h"

/* Sensors as lanes: each one's sum runs in ascending regions whatever the vector's width. */
static void project(const fim_sensors_t *s, const double *rates, double *signal) {
  for (int32_t i = 0; i < s->sensors; i++) {
    signal[i] = 0;
  }
  for (int32_t r = 0; r < s->regions; r++) {
    const double *gain = s->gain + (int64_t)r * s->sensors;
    const double rate = rates[r];
    for (int32_t i = 0; i < s->sensors; i++) {
      signal[i] += gain[i] * rate;
    }
  }
}

static void add_noise(const fim_sensors_t *s, uint32_t sample, double *signal) {
  const uint32_t stream = fim_stream(FIM_STREAM_SENSORS, 0);
  for (int32_t i = 0; i < s->sensors; i++) {
    double first;
    double second;
    fim_normal_pair(fim_philox(s->seed, stream, (uint32_t)i, sample, 0), &first, &second);
    signal[i] += s->noise * first;
  }
}

int32_t fim_sensors_signal(const fim_sensors_t *sensors, int64_t first_sample, int64_t rows, const double *rates,
                           double *signal) {
  if (sensors == NULL || sensors->sensors < 1 || sensors->regions < 1 || sensors->gain == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "sensors: allowed are one or more sensors and regions with their gains");
  }
  if (!(sensors->noise >= 0 && isfinite(sensors->noise))) {
    return fim_fail(FIM_E_ARGUMENT, "noise = %g: allowed are numbers >= 0", sensors->noise);
  }
  if (first_sample < 0 || rows < 0 || first_sample > UINT32_MAX - rows ||
      (rows > 0 && (rates == NULL || signal == NULL))) {
    return fim_fail(FIM_E_ARGUMENT, "samples from %lld on, %lld rows: allowed are 0 to 2^32 - 1, and addresses",
                    (long long)first_sample, (long long)rows);
  }
  for (int64_t k = 0; k < rows; k++) {
    double *row = signal + k * sensors->sensors;
    project(sensors, rates + k * sensors->regions, row);
    if (sensors->noise > 0) {
      add_noise(sensors, (uint32_t)(first_sample + k), row);
    }
  }
  return FIM_OK;
}
