/* mpi_spiking_test.c: the same bits from any number of processes; run under mpiexec with several numbers of them. */
#include <mpi.h>
#include <stdio.h>

#include "../ranks_network.h"
#include "fimbria/exchange.h"
#include "fimbria/mpi_exchange.h"

static const int64_t TIMEOUT_NS = 60000000000;

static fim_spiking_t *build(const layout_t *layout, int32_t threads, fim_exchange_t *exchange) {
  fim_spiking_t *net;
  assert_ok(fim_spiking_create(77, 0.1, threads, MAX_STEPS, &net));
  assert_ok(fill_layout(net, layout));
  assert_ok(fim_spiking_set_exchange(net, exchange));
  assert_ok(fim_spiking_build(net));
  return net;
}

static result_t run_alone(const layout_t *layout, const int32_t *chunk) {
  result_t result = {.layout = layout, .chunk = chunk};
  fim_spiking_t *net = build(layout, 1, NULL);
  assert_ok(lead_layout(net, &result));
  fim_spiking_destroy(net);
  return result;
}

static void follow(fim_spiking_t *net) {
  int32_t steps;
  int32_t sum = 0;
  do {
    assert_ok(fim_spiking_follow(net, &steps));
    sum += steps;
  } while (steps > 0);
  assert_int_equal(sum, STEPS);
}

static void should_give_the_same_bits_as_one_process(void **state) {
  (void)state;
  static const int32_t chunks[2][4] = {{MAX_STEPS, 0}, {3, 15, 2, 0}};
  int64_t communicator = 0;
  MPI_Comm world = MPI_COMM_WORLD;
  memcpy(&communicator, &world, sizeof world);
  for (int32_t i = 0; i < 2 * LAYOUTS; i++) {
    fim_exchange_t *exchange;
    assert_ok(fim_mpi_exchange_create(communicator, NULL, TIMEOUT_NS, &exchange));
    const layout_t *layout = &layouts[i / 2];
    result_t result = {.layout = layout, .chunk = chunks[i % 2]};
    fim_spiking_t *net = build(layout, 1 + i % 2, exchange);
    if (exchange->rank > 0) {
      follow(net);
    } else {
      result_t expected = run_alone(layout, chunks[i % 2]);
      assert_ok(lead_layout(net, &result));
      assert_true(result.hash == expected.hash);
      assert_int_equal(result.spikes, expected.spikes);
      assert_true(result.spikes > 100);
      assert_ok(fim_spiking_end(net));
    }
    fim_spiking_destroy(net);
    MPI_Barrier(MPI_COMM_WORLD); /* nobody goes while another one waits for what it has sent */
    exchange->destroy(exchange);
  }
}

int main(int argc, char **argv) {
  int provided;
  MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &provided);
  const struct CMUnitTest tests[] = {cmocka_unit_test(should_give_the_same_bits_as_one_process)};
  if (cmocka_run_group_tests(tests, NULL, NULL) > 0) {
    MPI_Abort(MPI_COMM_WORLD, 1); /* the others may be waiting for what this rank did not do */
  }
  MPI_Finalize();
  return 0;
}
