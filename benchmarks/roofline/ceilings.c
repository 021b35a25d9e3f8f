/*
 * ceilings.c: what this machine can do at most, compiled once per native variant: fused multiply-adds in double
 * precision, a triad a = b + s c over arrays that fit in each cache or in none, and scattered additions to an array.
 *
 * Prints rows of CSV for 1 core and for all of them at once. A row is the best of TRIALS. Bytes of the triad are those
 * that its source moves, 24 per element (McCalpin's convention); where a written line is read first, memory moves a
 * third more.
 */
#include <omp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#if defined(__AVX512F__)
enum { WIDTH = 64 };
#elif defined(__AVX__)
enum { WIDTH = 32 };
#else
enum { WIDTH = 16 };
#endif

typedef double vector_t __attribute__((vector_size(WIDTH)));

/* CHAINS: independent sums, so that none waits for another; they and two factors fit into 16 registers. */
enum { CHAINS = 12, TRIALS = 15, ARRAYS = 3 };

/* Scattered additions: 64 KB of sums, as many as a population of 8,000 neurons has; indices in ascending runs. */
enum { SUMS = 8192, INDICES = 1 << 16, STRIDE = 20 };

static const double trial_seconds = 0.02;

/* Rounds of a kernel that one thread works on; the sum keeps the compiler from leaving them out. */
typedef struct work {
  double *array[ARRAYS];
  int64_t elements;
  double sum;
} work_t;

typedef void kernel_t(work_t *work, int64_t rounds);

static void multiply_add(work_t *work, int64_t rounds) {
  vector_t chain[CHAINS];
  vector_t factor = {0};
  factor += 0.999;
  for (int k = 0; k < CHAINS; k++) {
    chain[k] = factor + k;
  }
  for (int64_t round = 0; round < rounds; round++) {
#pragma GCC unroll 12
    for (int k = 0; k < CHAINS; k++) {
      chain[k] = chain[k] * factor + factor;
    }
  }
  for (int k = 0; k < CHAINS; k++) {
    work->sum += chain[k][0];
  }
}

static void triad(work_t *work, int64_t rounds) {
  double *restrict a = work->array[0];
  const double *restrict b = work->array[1];
  const double *restrict c = work->array[2];
  for (int64_t round = 0; round < rounds; round++) {
    for (int64_t i = 0; i < work->elements; i++) {
      a[i] = b[i] + 0.5 * c[i];
    }
    __asm__ volatile("" : : "r"(a), "r"(b), "r"(c) : "memory");
  }
}

static void scatter(work_t *work, int64_t rounds) {
  double *sum = work->array[0];
  const uint16_t *index = (const uint16_t *)work->array[1];
  for (int64_t round = 0; round < rounds; round++) {
    for (int64_t i = 0; i < INDICES; i++) {
      sum[index[i]] += 0.5;
    }
    __asm__ volatile("" : : "r"(sum), "r"(index) : "memory");
  }
}

/* Wall seconds of rounds on each of cores threads. */
static double time_rounds(kernel_t *kernel, work_t *work, int cores, int64_t rounds) {
  double begun = 0.0;
  double ended = 0.0;
#pragma omp parallel num_threads(cores)
  {
#pragma omp barrier
#pragma omp master
    begun = omp_get_wtime();
    kernel(&work[omp_get_thread_num()], rounds);
#pragma omp barrier
#pragma omp master
    ended = omp_get_wtime();
  }
  return ended - begun;
}

/* Least seconds of some trials. */
static double least_seconds(kernel_t *kernel, work_t *work, int cores, int64_t rounds, int trials) {
  double least = 1e30;
  for (int trial = 0; trial < trials; trial++) {
    double seconds = time_rounds(kernel, work, cores, rounds);
    least = seconds < least ? seconds : least;
  }
  return least;
}

/* Least seconds per round. */
static double best(kernel_t *kernel, work_t *work, int cores) {
  int64_t rounds = 1;
  while (least_seconds(kernel, work, cores, rounds, 3) < trial_seconds) {
    rounds *= 2;
  }
  return least_seconds(kernel, work, cores, rounds, TRIALS) / (double)rounds;
}

static void report_flops(work_t *work, int cores) {
  double flops = 2.0 * CHAINS * (WIDTH / (int)sizeof(double)) * cores;
  printf("flops,%d,%.1f,GFLOP/s\n", cores, flops / best(multiply_add, work, cores) * 1e-9);
}

/* bytes: of all arrays of one thread. */
static void report_triad(const char *level, int64_t bytes, work_t *work, int cores) {
  int64_t elements = bytes / (ARRAYS * (int64_t)sizeof(double));
#pragma omp parallel num_threads(cores)
  {
    work_t *own = &work[omp_get_thread_num()];
    own->elements = elements;
    for (int k = 0; k < ARRAYS; k++) {
      own->array[k] = aligned_alloc(4096, (size_t)(elements * (int64_t)sizeof(double) / 4096 + 1) * 4096);
      for (int64_t i = 0; own->array[k] != NULL && i < elements; i++) {
        own->array[k][i] = 1.0;
      }
    }
  }
  double moved = (double)(elements * ARRAYS * (int64_t)sizeof(double)) * cores;
  printf("%s,%d,%.1f,GB/s\n", level, cores, moved / best(triad, work, cores) * 1e-9);
  for (int core = 0; core < cores; core++) {
    for (int k = 0; k < ARRAYS; k++) {
      free(work[core].array[k]);
    }
  }
}

static void report_scatter(work_t *work, int cores) {
  static double sum[64][SUMS];
  static double index[INDICES * sizeof(uint16_t) / sizeof(double)];
  cores = cores < 64 ? cores : 64;
  uint16_t *at = (uint16_t *)index;
  for (int64_t i = 0; i < INDICES; i++) {
    at[i] = (uint16_t)((i * STRIDE + i * i % STRIDE) % SUMS);
  }
  for (int core = 0; core < cores; core++) {
    work[core].array[0] = sum[core];
    work[core].array[1] = index;
  }
  printf("scatter,%d,%.3f,G/s\n", cores, (double)INDICES * cores / best(scatter, work, cores) * 1e-9);
}

int main(int argc, char **argv) {
  if (argc != 5) {
    fprintf(stderr, "usage: ceilings L1_BYTES L2_BYTES L3_BYTES DRAM_BYTES (of the three arrays of one core)\n");
    return 2;
  }
  const char *level[] = {"L1", "L2", "L3", "DRAM"};
  int most = omp_get_max_threads();
  work_t *work = calloc((size_t)most, sizeof *work);
  if (work == NULL) {
    return 1;
  }
  printf("ceiling,cores,value,unit\n");
  for (int cores = 1; cores <= most; cores += most > 1 ? most - 1 : 1) {
    report_flops(work, cores);
    report_scatter(work, cores);
    for (int i = 0; i < 4; i++) {
      report_triad(level[i], atoll(argv[i + 1]), work, cores);
    }
  }
  double sum = 0.0;
  for (int core = 0; core < most; core++) {
    sum += work[core].sum;
  }
  free(work);
  return sum == 0.0;
}
