/* crews.c: largest loads first, each to the crew that has least. */
#include "crews.h"

/* A division is taken when no worker has more than so many times an even share. */
static const double TOLERATED_LOAD = 1.15;

/* Of many crews not every smaller number is tried. */
enum { TRIED = 32 };

/* Returns the most load of a worker. */
static double assign(const int64_t *load, int32_t loads, int32_t workers, int32_t crews, crew_t *crew,
                     int32_t *crew_of) {
  for (int32_t g = 0; g < crews; g++) {
    int32_t first = (int32_t)((int64_t)g * workers / crews);
    int32_t end = (int32_t)((int64_t)(g + 1) * workers / crews);
    crew[g] = (crew_t){.load = 0, .first = first, .size = end - first};
  }
  double most = 0.0;
  for (int32_t i = 0; i < loads; i++) {
    double least = 0.0;
    for (int32_t g = 0; g < crews; g++) {
      double share = (double)(crew[g].load + load[i]) / crew[g].size;
      if (g == 0 || share < least) {
        least = share;
        crew_of[i] = g;
      }
    }
    crew[crew_of[i]].load += load[i];
    most = least > most ? least : most;
  }
  return most;
}

int32_t crews_divide(const int64_t *load, int32_t loads, int32_t workers, crew_t *crew, int32_t *crew_of) {
  int32_t crews = loads < workers ? loads : workers;
  int64_t sum = 0;
  for (int32_t i = 0; i < loads; i++) {
    sum += load[i];
  }
  double even = (double)((sum + workers - 1) / workers);
  while (crews > 1 && assign(load, loads, workers, crews, crew, crew_of) > TOLERATED_LOAD * even) {
    crews -= 1 + crews / TRIED;
  }
  if (crews == 1) {
    assign(load, loads, workers, crews, crew, crew_of);
  }
  return crews;
}
