/*
 * sensors.h: signals of sensors that see every region of the brain through a matrix of gains.
 *
 *   signal_s(k) = sum_r gain[r][s] * rate_r(k) + noise * N(0, 1),   in ascending r
 *
 * The normal number is a function of (seed, sensor, k): a sample has the same bits however samples are cut into calls.
 */
#ifndef FIMBRIA_SENSORS_H
#define FIMBRIA_SENSORS_H

#include "fimbria/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fim_sensors {
  const double *gain; /* [regions][sensors] */
  double noise;       /* standard deviation >= 0 in the unit of the signal */
  uint64_t seed;
  int32_t sensors, regions;
} fim_sensors_t;

/*
 * Samples [first_sample, first_sample + rows), 0 <= first_sample, the last one below 2^32. rates: [rows][regions];
 * signal: [rows][sensors], written. No state, no allocation; FIM_E_ARGUMENT says what is wrong.
 */
FIM_API int32_t fim_sensors_signal(const fim_sensors_t *sensors, int64_t first_sample, int64_t rows,
                                   const double *rates, double *signal);

#ifdef __cplusplus
}
#endif

#endif
