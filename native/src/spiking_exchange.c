/* spiking_exchange.c: what a caller does with a network over ranks, and the calls of an exchange from other languages.
 */
#include "error.h"
#include "fimbria/exchange.h"
#include "ranks.h"
#include "spiking_check.h"

int32_t fim_spiking_set_exchange(fim_spiking_t *net, fim_exchange_t *exchange) {
  int32_t code = check_open(net);
  if (code != FIM_OK) {
    return fim_chain(code, "fim_spiking_set_exchange");
  }
  if (exchange != NULL && (exchange->ranks < 1 || exchange->rank < 0 || exchange->rank >= exchange->ranks)) {
    return fim_fail(FIM_E_ARGUMENT, "fim_spiking_set_exchange: rank = %d of %d", exchange->rank, exchange->ranks);
  }
  net->exchange = exchange;
  if (exchange_is_dry(exchange)) {
    exchange_dry_join(exchange, net);
  }
  return FIM_OK;
}

static int32_t check_follow(const fim_spiking_t *net, const int32_t *steps) {
  if (net == NULL || net->partition == NULL || steps == NULL) {
    return fim_fail(FIM_E_STATE, "the network is not built, or steps is NULL");
  }
  if (net->ranks == NULL || ranks_lead(net)) {
    return fim_fail(FIM_E_STATE, "this rank leads");
  }
  return net->ranks->code == FIM_OK ? FIM_OK : fim_fail(FIM_E_STATE, "the exchange has failed before");
}

int32_t fim_spiking_follow(fim_spiking_t *net, int32_t *steps) {
  int32_t code = check_follow(net, steps);
  if (code != FIM_OK) {
    return fim_chain(code, "fim_spiking_follow");
  }
  ranks_t *ranks = net->ranks;
  *steps = 0;
  ranks->wait_ns = ranks->io_ns = 0;
  if (ranks->ended) {
    return FIM_OK;
  }
  code = ranks->code = ranks_receive_input(net, steps);
  if (code == FIM_OK && *steps > 0) {
    const failure_t *failure;
    code = spiking_run(net, *steps, ranks->packet, &failure);
  }
  ranks->ended = code == FIM_OK && *steps == 0;
  return code == FIM_OK ? FIM_OK : fim_chain(code, "fim_spiking_follow");
}

int32_t fim_spiking_end(fim_spiking_t *net) {
  if (net == NULL || net->partition == NULL) {
    return fim_fail(FIM_E_STATE, "fim_spiking_end: the network is not built");
  }
  ranks_t *ranks = net->ranks;
  if (ranks == NULL || ranks->ended || ranks->code != FIM_OK) {
    return FIM_OK;
  }
  if (!ranks_lead(net)) {
    return fim_fail(FIM_E_STATE, "fim_spiking_end: this rank follows");
  }
  ranks->ended = true;
  ranks->code = ranks_send_input(net, 0, NULL);
  return ranks->code == FIM_OK ? FIM_OK : fim_chain(ranks->code, "fim_spiking_end");
}

int32_t fim_spiking_failed_rank(const fim_spiking_t *net) {
  return net == NULL || net->ranks == NULL ? -1 : net->ranks->failed_rank;
}

int32_t fim_spiking_exchange_times(const fim_spiking_t *net, int64_t *wait_ns, int64_t *io_ns) {
  if (net == NULL || wait_ns == NULL || io_ns == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "fim_spiking_exchange_times: an argument is NULL");
  }
  *wait_ns = net->ranks == NULL ? 0 : net->ranks->wait_ns;
  *io_ns = net->ranks == NULL ? 0 : net->ranks->io_ns;
  return FIM_OK;
}

void fim_exchange_abort(fim_exchange_t *exchange, const char *reason) {
  if (exchange != NULL) {
    exchange->abort(exchange, reason);
  }
}

void fim_exchange_destroy(fim_exchange_t *exchange) {
  if (exchange != NULL) {
    exchange->destroy(exchange);
  }
}

int32_t fim_exchange_fail(int32_t code, const char *text) {
  return fim_fail(code, "%s", text);
}
